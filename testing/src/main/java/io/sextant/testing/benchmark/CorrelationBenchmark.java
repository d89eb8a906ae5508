package io.sextant.testing.benchmark;

import io.sextant.sigma.EngineCounters;
import io.sextant.sigma.EngineLimits;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.RuleSet;
import io.sextant.sigma.SigmaCompiler;
import io.sextant.sigma.SigmaEngine;
import io.sextant.sigma.SigmaEvent;
import io.sextant.sigma.SigmaReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Correlations of the Sigma engine: what a million live groups take, and how fast they and a large
/// window of distinct values are kept. One event is one update; the whole engine runs, so the rule
/// that feeds the correlation is matched too.
final class CorrelationBenchmark {
  private static final int GROUPS = 1_000_000;
  private static final int VALUES = 100_000;
  private static final int ROUNDS = 5;
  private static final JsonMapper JSON = new JsonMapper();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private CorrelationBenchmark() {}

  static void run() {
    groups();
    for (String type : List.of("value_count", "value_median", "value_sum")) {
      values(type);
    }
  }

  private static RuleSet rules(String correlation) {
    String yaml =
        """
        title: Login
        name: login
        logsource: {product: test}
        detection: {s: {action: login}, condition: s}
        ---
        title: Many
        correlation:
          rules: [login]
          group-by: [user]
          timespan: 1h
        """;
    return new SigmaCompiler()
        .compile(new SigmaReader().read("benchmark.yml", yaml + correlation).documents())
        .rules();
  }

  private static void groups() {
    RuleSet rules = rules("  type: event_count\n  condition: {gte: 10}\n");
    EngineLimits limits = new EngineLimits(GROUPS, 4 * GROUPS, Duration.ofMinutes(1), false);
    long before = heap();
    SigmaEngine engine = SigmaEngine.of(rules, limits);
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < GROUPS; i++) {
      engine.accept(event(i, "user-" + i, 0, START.plusMillis(i / 1_000)));
    }
    long opened = THREADS.getCurrentThreadCpuTime();
    long held = heap() - before;
    long again = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < GROUPS; i++) {
      engine.accept(event(i, "user-" + i, 0, START.plusMillis(1_000 + i / 1_000)));
    }
    long met = THREADS.getCurrentThreadCpuTime();
    EngineCounters counters = engine.counters();
    System.out.printf(
        "event_count, %,d groups live, %,d dropped: %.0f MB held with one event each, %.0f MB with two%n",
        counters.heldGroups(), counters.evictedGroups(), held / 1e6, (heap() - before) / 1e6);
    System.out.printf(
        "  %,.0f groups opened a second, %,.0f met again a second%n",
        GROUPS * 1e9 / (opened - start), GROUPS * 1e9 / (met - again));
    long saving = System.nanoTime();
    byte[] snapshot = engine.snapshot();
    long saved = System.nanoTime();
    System.out.printf(
        "  snapshot of %.0f MB in %.1f s%n", snapshot.length / 1e6, (saved - saving) / 1e9);
  }

  /// The window slides: each update adds a value and lets one go.
  private static void values(String type) {
    String bound = type.equals("value_count") ? "gt: " + 2 * VALUES : "gt: 1000000000000";
    RuleSet rules = rules("  type: " + type + "\n  condition: {field: value, " + bound + "}\n");
    SigmaEngine engine =
        SigmaEngine.of(rules, new EngineLimits(10, 4 * VALUES, Duration.ZERO, false));
    double[] rates = new double[ROUNDS];
    List<SigmaEvent> events = new ArrayList<>();
    long number = 0;
    for (int round = -2; round < ROUNDS; round++) {
      events.clear();
      for (int i = 0; i < VALUES; i++) {
        Instant time = START.plusNanos(number++ * Duration.ofHours(1).toNanos() / VALUES);
        events.add(event(i, "user", i * 7_919 % VALUES, time));
      }
      long start = THREADS.getCurrentThreadCpuTime();
      events.forEach(engine::accept);
      if (round >= 0) {
        rates[round] = VALUES * 1e9 / (THREADS.getCurrentThreadCpuTime() - start);
      }
    }
    System.out.printf(
        "%s over %,d events with as many values: %s%n",
        type, engine.counters().heldEvents(), new Figures(rates).print("updates/s"));
  }

  private static SigmaEvent event(long ref, String user, long value, Instant time) {
    ObjectNode body = JSON.createObjectNode();
    body.put("action", "login").put("user", user).put("value", value);
    return new SigmaEvent(ref, time, LogSource.ANY, body);
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
