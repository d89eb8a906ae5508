package io.sextant.testing.benchmark;

import com.sun.management.ThreadMXBean;
import io.sextant.sigma.DetectionRule;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.RuleSet;
import io.sextant.sigma.SigmaCompiler;
import io.sextant.sigma.SigmaDocument;
import io.sextant.sigma.SigmaEngine;
import io.sextant.sigma.SigmaEvent;
import io.sextant.sigma.SigmaReader;
import io.sextant.sigma.pipeline.EventRouter;
import io.sextant.sigma.pipeline.Pipelines;
import io.sextant.sigma.pipeline.PreparedRules;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The Sigma engine by itself: loading, then events a second from JSON bytes to detections, on one
/// thread, on two, and with ten times the rules. Needs `../shared/data/sigma` beside the checkout.
final class SigmaBenchmark {
  /// Until the compiler is done with all that events pass through: rounds, and events.
  private static final int WARM_UPS = 30;

  private static final int WARM_UP_EVENTS = 20_000;

  private static final int ROUNDS = 9;

  /// Steps of the arithmetic by which the machine's own gain from two threads is told.
  private static final int STEPS = 60_000_000;

  /// Matches in each recording. Another engine, rsigma 0.23.0, finds as many in the first two.
  private static final Map<String, Long> EXPECTED =
      Map.of("structured_windows", 7816L, "raw_windows", 224L, "recording", 338L);

  private static final JsonMapper JSON = new JsonMapper();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// A recording: its lines, and what each is from.
  private record Lane(String name, List<byte[]> lines, List<LogSource> sources) {
    static Lane of(String name, List<byte[]> lines) {
      Map<LogSource, LogSource> same = new HashMap<>();
      List<LogSource> sources = new ArrayList<>();
      for (byte[] line : lines) {
        JsonNode event = JSON.readTree(line);
        LogSource source =
            new LogSource(
                event.path("category").asString(""), event.path("product").asString(""), "");
        sources.add(same.computeIfAbsent(source, s -> s));
      }
      return new Lane(name, lines, sources);
    }
  }

  private SigmaBenchmark() {}

  /// Loading, then two recordings, and another engine over them when one is named.
  static void lanes() throws Exception {
    Map<String, String> files = SigmaMaterial.rules();
    RuleSet rules = load(files);
    Optional<SigmaPeer> peer = SigmaPeer.given(files);
    for (Lane lane : recordings()) {
      check(lane.name(), pass(SigmaEngine.of(rules), lane));
      double rate = measure(lane, rules).quantile(0.5);
      if (peer.isPresent()) {
        compare(lane, rate, peer.get());
      }
    }
    if (peer.isPresent()) {
      peer.get().close();
    }
  }

  /// Two threads, and ten times the rules.
  static void scale() throws Exception {
    Map<String, String> files = SigmaMaterial.rules();
    RuleSet rules = new SigmaCompiler().compile(read(files)).rules();
    twoThreads(recordings().getFirst(), rules);
    tenfold(recordings(), files);
  }

  private static List<Lane> recordings() throws IOException {
    List<Lane> lanes = new ArrayList<>();
    for (String name : List.of("structured_windows", "raw_windows")) {
      lanes.add(Lane.of(name, SigmaMaterial.lines(name + ".ndjson.gz")));
    }
    return lanes;
  }

  private static List<SigmaDocument> read(Map<String, String> files) {
    SigmaReader reader = new SigmaReader();
    List<SigmaDocument> documents = new ArrayList<>();
    files.forEach((name, text) -> documents.addAll(reader.read(name, text).documents()));
    return documents;
  }

  private static RuleSet load(Map<String, String> files) {
    RuleSet rules = new SigmaCompiler().compile(List.of()).rules();
    for (int round = 0; round < 3; round++) {
      long before = heap();
      long start = System.nanoTime();
      long cpu = THREADS.getCurrentThreadCpuTime();
      rules = new SigmaCompiler().compile(read(files)).rules();
      SigmaEngine.of(rules);
      System.out.printf(
          "load %d: %d of %d files run, %.2f s (%.2f s of processor time)",
          round + 1,
          rules.headers().size(),
          files.size(),
          (System.nanoTime() - start) / 1e9,
          (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9);
      System.out.printf(", %.0f MB held%n", (heap() - before) / 1e6);
    }
    return rules;
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /// Rates by processor time of the measuring thread: other work on the machine does not count.
  private static Figures measure(Lane lane, RuleSet rules) {
    SigmaEngine engine = SigmaEngine.of(rules);
    double[] rates = new double[ROUNDS];
    long matches = 0;
    long allocated = 0;
    int warmUps = Math.max(WARM_UPS, WARM_UP_EVENTS / lane.lines().size());
    for (int round = -warmUps; round < ROUNDS; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      long before = THREADS.getCurrentThreadAllocatedBytes();
      matches = pass(engine, lane);
      allocated = (THREADS.getCurrentThreadAllocatedBytes() - before) / lane.lines().size();
      if (round >= 0) {
        rates[round] = lane.lines().size() * 1e9 / (THREADS.getCurrentThreadCpuTime() - start);
      }
    }
    System.out.printf(
        "%s, %d rules, %d matches, %d bytes allocated an event: %s%n",
        lane.name(),
        rules.headers().size(),
        matches,
        allocated,
        new Figures(rates).print("events/s"));
    return new Figures(rates);
  }

  private static void compare(Lane lane, double rate, SigmaPeer peer) throws Exception {
    Figures other = peer.measure(lane.lines());
    System.out.printf(
        "  rsigma, %d matches: %s; ratio %.1f%n",
        peer.matches(), other.print("events/s"), rate / other.quantile(0.5));
  }

  private static long pass(SigmaEngine engine, Lane lane) {
    long matches = 0;
    for (int i = 0; i < lane.lines().size(); i++) {
      matches += engine.accept(i, Instant.EPOCH, lane.sources().get(i), lane.lines().get(i)).size();
    }
    return matches;
  }

  /// Fails when the engine finds more or less than is known to be there.
  private static void check(String lane, long matches) {
    if (EXPECTED.getOrDefault(lane, matches) != matches) {
      throw new IllegalStateException(
          lane + ": " + matches + " matches, not " + EXPECTED.get(lane));
    }
  }

  /// Long prompts, and hundreds of rules of expressions.
  static void prompts() {
    SigmaPrompts prompts = new SigmaPrompts();
    RuleSet rules = new SigmaCompiler().compile(prompts.rules()).rules();
    measure(Lane.of("prompts", prompts.events()), rules);
  }

  /// One thread and two in turn, so that both meet the machine in the same mood; the same with
  /// arithmetic that needs no memory, as two cores of a shared machine may be less than two.
  private static void twoThreads(Lane lane, RuleSet rules) throws Exception {
    List<SigmaEngine> engines = List.of(SigmaEngine.of(rules), SigmaEngine.of(rules));
    double[] one = new double[ROUNDS];
    double[] gains = new double[ROUNDS];
    double[] possible = new double[ROUNDS];
    try (ExecutorService pool = Executors.newFixedThreadPool(engines.size())) {
      for (int round = -WARM_UPS; round < ROUNDS; round++) {
        List<Callable<Long>> passes =
            engines.stream().map(engine -> (Callable<Long>) () -> pass(engine, lane)).toList();
        double single = seconds(pool, passes.subList(0, 1));
        double both = seconds(pool, passes);
        List<Callable<Long>> sums =
            engines.stream().map(_ -> (Callable<Long>) SigmaBenchmark::arithmetic).toList();
        double alone = seconds(pool, sums.subList(0, 1));
        double together = seconds(pool, sums);
        if (round >= 0) {
          one[round] = lane.lines().size() / single;
          gains[round] = engines.size() * single / both;
          possible[round] = engines.size() * alone / together;
        }
      }
    }
    System.out.printf(
        "%s by the clock, one thread: %s%n  two threads, times as much: %s%n"
            + "  arithmetic alone, times as much: %s%n",
        lane.name(),
        new Figures(one).print("events/s"),
        new Figures(gains).print(""),
        new Figures(possible).print(""));
  }

  private static double seconds(ExecutorService pool, List<Callable<Long>> work) throws Exception {
    long start = System.nanoTime();
    for (Future<Long> done : pool.invokeAll(work)) {
      done.get();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /// Keeps a core busy, several steps at once as the engine does.
  private static long arithmetic() {
    long a = 1;
    long b = 2;
    long c = 3;
    long d = 4;
    for (int i = 0; i < STEPS; i++) {
      a += i ^ b;
      b += i ^ 3;
      c += i ^ d;
      d += i ^ 5;
      a ^= c;
    }
    return a ^ b ^ c ^ d;
  }

  /// Ten times the rules: nine copies that look for other texts, so that nothing is shared.
  private static void tenfold(List<Lane> lanes, Map<String, String> files) {
    List<SigmaDocument> documents = new ArrayList<>(read(files));
    for (int copy = 1; copy < 10; copy++) {
      documents.addAll(read(SigmaMaterial.varied(files, copy)));
    }
    RuleSet rules = new SigmaCompiler().compile(documents).rules();
    lanes.forEach(lane -> measure(lane, rules));
  }

  /// A recorded attack through the Windows pipeline.
  static void recording() throws Exception {
    Pipelines windows = Pipelines.of(List.of(Pipelines.shipped("windows").orElseThrow()));
    List<SigmaDocument> documents =
        read(SigmaMaterial.rules()).stream().filter(DetectionRule.class::isInstance).toList();
    RuleSet rules =
        new SigmaCompiler().compile(PreparedRules.of(windows, documents).documents()).rules();
    List<byte[]> lines = SigmaMaterial.recording();
    EventRouter router = new EventRouter(windows);
    SigmaEngine engine = SigmaEngine.of(rules);
    double[] whole = new double[ROUNDS];
    double[] routing = new double[ROUNDS];
    long matches = 0;
    for (int round = -1; round < ROUNDS; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      for (byte[] line : lines) {
        router.route(JSON.readTree(line), LogSource.ANY);
      }
      long middle = THREADS.getCurrentThreadCpuTime();
      matches = 0;
      for (byte[] line : lines) {
        for (EventRouter.Routed event : router.route(JSON.readTree(line), LogSource.ANY)) {
          matches +=
              engine.accept(new SigmaEvent(0, Instant.EPOCH, event.source(), event.body())).size();
        }
      }
      if (round >= 0) {
        routing[round] = lines.size() * 1e9 / (middle - start);
        whole[round] = lines.size() * 1e9 / (THREADS.getCurrentThreadCpuTime() - middle);
      }
    }
    check("recording", matches);
    System.out.println(
        "recording, "
            + lines.size()
            + " events, "
            + matches
            + " matches: "
            + new Figures(whole).print("events/s"));
    System.out.println(
        "  of it reading and routing alone: " + new Figures(routing).print("events/s"));
  }
}
