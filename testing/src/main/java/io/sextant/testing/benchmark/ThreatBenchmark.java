package io.sextant.testing.benchmark;

import io.sextant.core.system.MapReader;
import io.sextant.core.system.SystemMap;
import io.sextant.core.threat.Derivation;
import io.sextant.core.threat.Derived;
import io.sextant.testing.product.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/// How many attack techniques of replayed case studies the applicability rules derive, how much
/// else, and how long a map of 1,000 components and 2,000 flows takes.
final class ThreatBenchmark {
  private static final List<String> KINDS =
      List.of(
          "human",
          "client",
          "agent",
          "generative-model",
          "tool",
          "tool",
          "memory",
          "retrieval-index",
          "external-data",
          "server",
          "database",
          "predictive-model",
          "inference-api",
          "training-data",
          "training-pipeline",
          "model-registry",
          "hub",
          "notebook",
          "workstation",
          "prompt-configuration");
  private static final int COMPONENTS = 1_000;
  private static final int FLOWS = 2_000;
  private static final int ROUNDS = 20;

  /// How large a register is printed.
  private static final int THREATS = 1_000;

  private static final int PRINTS = 5;

  private ThreatBenchmark() {}

  static void run() throws IOException, InterruptedException {
    StudyReplay replay = new StudyReplay();
    studies("as stated", replay.stated());
    studies("no property stated", replay.bare());
    studies("terse", replay.terse());
    speed(replay);
    print(replay);
  }

  private static void studies(String name, List<StudyReplay.Outcome> outcomes) {
    int wanted = 0;
    int found = 0;
    int asked = 0;
    double derived = 0;
    int components = 0;
    int threats = 0;
    for (StudyReplay.Outcome each : outcomes) {
      wanted += each.wanted().size();
      found += each.found().size();
      asked += each.asked().size();
      derived += each.derived().size();
      components += each.map().components().size();
      threats += each.threats();
      System.out.printf(
          Locale.ROOT,
          "%s recall %.2f (%d of %d), %d techniques derived%s%n",
          each.study().id(),
          each.recall(),
          each.found().size(),
          each.wanted().size(),
          each.derived().size(),
          each.missed().isEmpty()
              ? ""
              : ", missed " + each.missed() + ", of these asked " + each.asked());
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %d studies, recall %.3f (%d of %d; %d more undetermined); per study %.1f techniques"
            + " derived, %.1f of them not in the study; %.1f threats per component%n",
        name,
        outcomes.size(),
        (double) found / wanted,
        found,
        wanted,
        asked,
        derived / outcomes.size(),
        (derived - found) / outcomes.size(),
        (double) threats / components);
  }

  private static void speed(StudyReplay replay) {
    Derivation derivation = new Derivation(replay.book(), replay.release());
    double[] read = new double[ROUNDS];
    double[] derived = new double[ROUNDS];
    Derived last = derivation.derive(read(map(1, COMPONENTS, FLOWS)));
    for (int i = -ROUNDS; i < ROUNDS; i++) {
      int edited = i + ROUNDS;
      String text =
          map(1, COMPONENTS, FLOWS)
              .replace("id: c" + edited + ",", "id: c" + edited + ", exposure: internet,");
      long start = System.nanoTime();
      SystemMap map = read(text);
      long then = System.nanoTime();
      last = derivation.derive(map);
      if (i >= 0) {
        read[i] = (then - start) / 1e6;
        derived[i] = (System.nanoTime() - then) / 1e6;
      }
    }
    System.out.println(
        COMPONENTS + " components, " + FLOWS + " flows: " + last.threats().size() + " threats");
    System.out.println("read after an edit    " + new Figures(read).print("ms"));
    System.out.println("derive after an edit  " + new Figures(derived).print("ms"));
  }

  /// The register of so many threats as a PDF: the whole command, with reading and deriving.
  private static void print(StudyReplay replay) throws IOException, InterruptedException {
    Derivation derivation = new Derivation(replay.book(), replay.release());
    int components = KINDS.size();
    while (derivation.derive(read(map(1, components, 2 * components))).threats().size() < THREATS) {
      components += KINDS.size();
    }
    String text = map(1, components, 2 * components);
    try (Scratch scratch = Scratch.create()) {
      Path map = Files.writeString(scratch.path().resolve("big.yaml"), text);
      Path pdf = scratch.path().resolve("register.pdf");
      double[] seconds = new double[PRINTS];
      for (int i = 0; i < PRINTS; i++) {
        long start = System.nanoTime();
        Process process =
            Product.launch(
                List.of(
                    "report", "register", map.toString(), "--format", "pdf", "-o", pdf.toString()));
        process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
          throw new IllegalStateException("the report ended with " + process.exitValue());
        }
        seconds[i] = (System.nanoTime() - start) / 1e9;
      }
      System.out.println(
          "PDF of "
              + derivation.derive(read(text)).threats().size()
              + " threats, "
              + Files.size(pdf) / 1_000
              + " kB, the whole command "
              + new Figures(seconds).print("s"));
    }
  }

  private static SystemMap read(String text) {
    return MapReader.read("generated.yaml", text).map().orElseThrow();
  }

  /// A map of many systems side by side, sparsely joined.
  private static String map(long seed, int size, int joined) {
    Random random = new Random(seed);
    String components =
        java.util.stream.IntStream.range(0, size)
            .mapToObj(i ->
                "- {id: c%d, kind: %s, within: %s}\n"
                    .formatted(i, KINDS.get(i % KINDS.size()), i % 7 == 0 ? "world" : "house"))
            .collect(Collectors.joining());
    String flows =
        java.util.stream.IntStream.range(0, joined)
            .mapToObj(i -> {
              int from = random.nextInt(size);
              int near = from / KINDS.size() * KINDS.size() + random.nextInt(KINDS.size());
              int to = random.nextInt(20) == 0 ? random.nextInt(size) : near % size;
              return "- {id: f%d, from: c%d, to: c%d, both-ways: %b}\n"
                  .formatted(i, from, to, i % 3 == 0);
            })
            .collect(Collectors.joining());
    return "sextant: system/1\nid: big\nowner: us\nboundaries:\n- {id: world, trust: 0}\n"
        + "- {id: house, trust: 90}\ncomponents:\n"
        + components
        + "flows:\n"
        + flows;
  }
}
