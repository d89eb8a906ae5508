package io.sextant.testing.benchmark;

import io.sextant.inspect.train.Speed;
import io.sextant.server.operation.Logs;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Runs benchmarks by name, or all: `java -cp … io.sextant.testing.benchmark.Benchmarks [NAME…]`.
/// See `docs/benchmarks.md`.
public final class Benchmarks {
  private interface Benchmark {
    void run() throws Exception;
  }

  private Benchmarks() {}

  public static void main(String[] names) throws Exception {
    Logs.toConsole();
    SequencedMap<String, Benchmark> all = new LinkedHashMap<>();
    all.put("start", StartBenchmark::run);
    all.put("latency", IngestBenchmark::latency);
    all.put("throughput", IngestBenchmark::throughput);
    all.put("soak", SoakBenchmark::run);
    all.put("overload", IngestBenchmark::overload);
    all.put("store", StoreBenchmark::run);
    all.put("atlas", AtlasBenchmark::run);
    all.put("suggest", SuggestBenchmark::run);
    all.put("commands", CommandBenchmark::run);
    all.put("ledger", LedgerBenchmark::run);
    all.put("gateway", GatewayBenchmark::run);
    all.put("streams", StreamBenchmark::run);
    all.put("neighbours", NeighbourBenchmark::run);
    all.put("sequences", SequenceBenchmark::run);
    all.put("defects", Defects::run);
    all.put("kills", Kills::run);
    all.put("sigma", SigmaBenchmark::lanes);
    all.put("sigma-scale", SigmaBenchmark::scale);
    all.put("sigma-prompts", SigmaBenchmark::prompts);
    all.put("sigma-recording", SigmaBenchmark::recording);
    all.put("threats", ThreatBenchmark::run);
    all.put("correlation", CorrelationBenchmark::run);
    all.put("inspect", () -> Speed.main(new String[0]));
    for (String name : names.length == 0 ? all.sequencedKeySet().toArray(String[]::new) : names) {
      Benchmark benchmark = all.get(name);
      if (benchmark == null) {
        throw new IllegalArgumentException("no benchmark " + name + "; there are " + all.keySet());
      }
      System.out.println("== " + name);
      benchmark.run();
    }
  }
}
