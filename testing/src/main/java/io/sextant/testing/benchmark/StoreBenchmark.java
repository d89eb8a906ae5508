package io.sextant.testing.benchmark;

import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.FindingId;
import io.sextant.core.detection.Findings;
import io.sextant.core.detection.Findings.Filter;
import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.EventId;
import io.sextant.core.telemetry.SourceFormat;
import io.sextant.sigma.Detection.FieldMatch;
import io.sextant.sigma.Level;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.RuleId;
import io.sextant.store.DataFolder;
import io.sextant.store.SqliteStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// The store by itself, on the disk of the temporary folder: appends from eight virtual threads,
/// queries over 100,000 findings, pruning.
final class StoreBenchmark {
  private static final int CALLERS = 8;
  private static final Duration APPENDING = Duration.ofSeconds(8);
  private static final Duration WARMING = Duration.ofSeconds(3);
  private static final int EVENT_BYTES = 1_500;
  private static final int FINDINGS = 100_000;
  private static final int TECHNIQUES = 120;
  private static final TechniqueId COMMON = new TechniqueId("AML.T0900");
  private static final int QUERIES = 40;
  private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
  private static final List<Level> LEVELS = List.of(Level.values());
  private static final List<String> WORDS =
      List.of(
          "invoice",
          "retrieval",
          "of",
          "the",
          "model",
          "customer",
          "please",
          "summarise",
          "policy",
          "a",
          "ticket",
          "and",
          "answer",
          "shipping",
          "document",
          "vector",
          "from",
          "context",
          "to");

  private static final List<String> TEXTS =
      Stream.generate(RandomGenerator.of("L64X128MixRandom")::nextLong)
          .limit(2_000)
          .map(seed -> text(new SplittableRandom(seed)))
          .toList();

  private final AtomicLong ids = new AtomicLong();
  private final SqliteStore store;

  private StoreBenchmark(SqliteStore store) {
    this.store = store;
  }

  static void run() throws Exception {
    try (Scratch scratch = Scratch.create();
        DataFolder folder = DataFolder.open(scratch.path());
        SqliteStore store = SqliteStore.open(folder)) {
      StoreBenchmark benchmark = new StoreBenchmark(store);
      benchmark.append(100, WARMING);
      for (int batch : new int[] {1, 100, 1_000}) {
        System.out.println(
            "append, batches of " + batch + ": " + benchmark.append(batch, APPENDING));
      }
      benchmark.size(scratch.path());
      benchmark.fill();
      benchmark.queries();
      benchmark.prune();
    }
  }

  private String append(int batch, Duration time) throws Exception {
    List<Double> latencies = new ArrayList<>();
    AtomicLong appended = new AtomicLong();
    long begin = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Double>>> callers = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        Callable<List<Double>> work =
            () -> appendUntil(begin + time.toNanos(), batch, random, appended);
        callers.add(threads.submit(work));
      }
      for (var caller : callers) {
        latencies.addAll(caller.get());
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    return String.format(
            Locale.ROOT, "%,.0f events/s; acknowledged after ", appended.get() / seconds)
        + new Figures(latencies.stream().mapToDouble(Double::doubleValue).toArray()).print("ms");
  }

  private List<Double> appendUntil(
      long end, int batch, RandomGenerator random, AtomicLong appended) {
    List<Double> latencies = new ArrayList<>();
    while (System.nanoTime() < end) {
      List<Event> events = Stream.generate(() -> event(random)).limit(batch).toList();
      long begin = System.nanoTime();
      store.events().append(events);
      latencies.add((System.nanoTime() - begin) / 1e6);
      appended.addAndGet(batch);
    }
    return latencies;
  }

  private static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder(EVENT_BYTES);
    while (text.length() < EVENT_BYTES - 300) {
      text.append(WORDS.get(random.nextInt(WORDS.size())))
          .append(random.nextInt(1_000))
          .append(' ');
    }
    return text.toString();
  }

  private Event event(RandomGenerator random) {
    long number = ids.incrementAndGet();
    var body =
        JsonMapper.shared()
            .createObjectNode()
            .put("service.name", "desk-" + number % 20)
            .put("gen_ai.operation.name", "chat")
            .put("gen_ai.provider.name", "example")
            .put("gen_ai.request.model", "small-model")
            .put("gen_ai.usage.input_tokens", random.nextInt(4_000))
            .put("trace_id", Long.toHexString(random.nextLong()))
            .put("gen_ai.input.messages", TEXTS.get(random.nextInt(TEXTS.size())));
    return new Event(
        new EventId(String.format(Locale.ROOT, "%016x-%016x", number, random.nextLong())),
        START.plusMillis(number),
        START.plusMillis(number),
        new LogSource("llm_inference", "ai", ""),
        body,
        new Event.Original(
            SourceFormat.JSON_LINES, body.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private void size(Path path) throws IOException {
    double held = store.events().count();
    System.out.printf(
        Locale.ROOT,
        "file: %,.0f bytes an event on disk for about %,d of JSON and as many original bytes%n",
        (Files.size(path.resolve("sextant.db")) + Files.size(path.resolve("sextant.db-wal")))
            / held,
        event(RandomGenerator.getDefault()).original().bytes().length);
  }

  private void fill() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    long begin = System.nanoTime();
    for (int made = 0; made < FINDINGS; made += 500) {
      List<Finding> findings = new ArrayList<>();
      for (int i = made; i < made + 500; i++) {
        findings.add(finding(i, random));
      }
      store.findings().record(findings, made + 1);
    }
    System.out.printf(
        Locale.ROOT,
        "findings: %,.0f recorded a second, in batches of 500%n",
        FINDINGS / ((System.nanoTime() - begin) / 1e9));
    for (int i = 0; i < FINDINGS; i += 1_000) {
      store.findings().triage(new FindingId("f" + i), Finding.Status.RESOLVED, "", "ana", START);
    }
  }

  private static Finding finding(int number, RandomGenerator random) {
    var entities = new LinkedHashMap<String, String>();
    entities.put("principal", "user-" + number);
    return new Finding(
        new FindingId("f" + number),
        new RuleId("rule-" + number % 60),
        "Instruction override in a prompt",
        LEVELS.get(random.nextInt(LEVELS.size())),
        new ReleaseId("2026.05"),
        List.of(technique(number), number % 2 == 0 ? COMMON : technique(number + 7)),
        List.of(),
        "desk",
        entities,
        List.of(new EventId("e" + number)),
        List.of(new FieldMatch("selection", "gen_ai.input.messages", "ignore all", "contains")),
        START.plusSeconds(number),
        START.plusSeconds(number),
        "key-" + number,
        1,
        Finding.Status.NEW);
  }

  private static TechniqueId technique(int number) {
    return new TechniqueId(String.format(Locale.ROOT, "AML.T%04d", number % TECHNIQUES));
  }

  private void queries() {
    Findings findings = store.findings();
    query("heat, all time", () -> findings.heat(Instant.EPOCH));
    query("heat, last hour", () -> findings.heat(START.plusSeconds(FINDINGS - 3_600)));
    query("rule activity", findings::ruleActivity);
    page("all", Filter.ALL);
    page("new", filter(Set.of(Finding.Status.NEW), Optional.empty(), Optional.empty(), ""));
    page(
        "new or acknowledged, high",
        new Filter(
            Set.of(Finding.Status.NEW, Finding.Status.ACKNOWLEDGED),
            Set.of(Level.HIGH),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            ""));
    page(
        "resolved",
        filter(Set.of(Finding.Status.RESOLVED), Optional.empty(), Optional.empty(), ""));
    page(
        "false positive",
        filter(Set.of(Finding.Status.FALSE_POSITIVE), Optional.empty(), Optional.empty(), ""));
    page("technique", filter(Set.of(), Optional.of(technique(5)), Optional.empty(), ""));
    page("technique of half of all", filter(Set.of(), Optional.of(COMMON), Optional.empty(), ""));
    page(
        "technique never seen",
        filter(Set.of(), Optional.of(new TechniqueId("AML.T9999")), Optional.empty(), ""));
    page("rule", filter(Set.of(), Optional.empty(), Optional.of(new RuleId("rule-7")), ""));
    page("text, one hit", filter(Set.of(), Optional.empty(), Optional.empty(), "user-4321\n"));
    query(
        "events of a service, page of 50",
        () -> store.events().page("llm_inference", "desk-3", Optional.empty(), 50));
    query(
        "events of no service, page of 50",
        () -> store.events().page("llm_inference", "none", Optional.empty(), 50));
    query("events after a number, 500", () -> store.events().after(1_000, 500));
    query("first event since a time", () -> store.events().firstSince(START.plusSeconds(30)));
  }

  private static Filter filter(
      Set<Finding.Status> status,
      Optional<TechniqueId> technique,
      Optional<RuleId> rule,
      String text) {
    return new Filter(status, Set.of(), technique, rule, Optional.empty(), Optional.empty(), text);
  }

  private void page(String name, Filter filter) {
    query(
        "page of 50 findings, " + name, () -> store.findings().page(filter, Optional.empty(), 50));
  }

  private static void query(String name, Supplier<?> query) {
    var _ = query.get();
    double[] millis = new double[QUERIES];
    for (int i = 0; i < QUERIES; i++) {
      long begin = System.nanoTime();
      var _ = query.get();
      millis[i] = (System.nanoTime() - begin) / 1e6;
    }
    System.out.println(name + ": " + new Figures(millis).print("ms"));
  }

  private void prune() {
    store.findings().record(List.of(), ids.get());
    long begin = System.nanoTime();
    long gone = store.events().prune(START.plusSeconds(100), Long.MAX_VALUE);
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(Locale.ROOT, "prune: %,d events, %,.0f a second%n", gone, gone / seconds);
  }
}
