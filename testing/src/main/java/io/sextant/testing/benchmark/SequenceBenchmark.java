package io.sextant.testing.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.gateway.sequence.Asked;
import io.sextant.gateway.sequence.Input;
import io.sextant.gateway.sequence.Sequences;
import io.sextant.gateway.sequence.Suspicion;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/// How soon the gateway's memory of queries finds black-box attacks among ordinary traffic, and how
/// often it suspects ordinary traffic. The attacks ask a model in this process.
final class SequenceBenchmark {
  private static final Path DATA = SigmaMaterial.folder().resolveSibling("datasets");
  private static final int EDGE = 28;
  private static final int BENIGN_CLIENTS = 20;
  private static final int RUNS = 20;
  private static final int QUERIES = 1_000;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private SequenceBenchmark() {}

  static void run() throws IOException {
    ordinary();
    attacks();
  }

  /// Ordinary inputs of four kinds, none of which the detector was made with.
  private static void ordinary() throws IOException {
    Map<String, List<Input>> sets = new LinkedHashMap<>();
    sets.put("mnist images", images(0, 10_000).stream().map(SequenceBenchmark::image).toList());
    sets.put("optdigits images", table("optdigits-8x8/optdigits-8x8.csv.gz", 1, -1));
    sets.put("adult records", table("adult/adult-test.csv.gz", 0, -1));
    sets.put("wdbc records", table("wdbc/wdbc.csv", 1, 1));
    sets.put("german credit records", table("german-credit/german.csv", 0, -1));
    sets.put("sms texts", texts());
    for (Map.Entry<String, List<Input>> set : sets.entrySet()) {
      List<Input> inputs = new ArrayList<>(set.getValue());
      Collections.shuffle(inputs, new Random(7));
      Traffic traffic = new Traffic(11);
      int alarms = 0;
      java.util.Set<String> suspects = new java.util.TreeSet<>();
      long began = System.nanoTime();
      for (int i = 0; i < inputs.size(); i++) {
        String client = "client" + i % BENIGN_CLIENTS;
        if (traffic.ask(client, inputs.get(i)).strongest() >= Suspicion.ALARM) {
          alarms++;
          suspects.add(client);
        }
      }
      System.out.printf(
          Locale.ROOT,
          "ordinary %-22s %6d queries, %d clients: %d above 0.5 (%.3f %%), %d clients suspected;"
              + " %.0f us a query%n",
          set.getKey(),
          inputs.size(),
          BENIGN_CLIENTS,
          alarms,
          100.0 * alarms / inputs.size(),
          suspects.size(),
          (System.nanoTime() - began) / 1e3 / inputs.size());
    }
  }

  private static void attacks() throws IOException {
    List<double[]> all = images(0, 10_000);
    int[] labels = labels();
    double[][] train = all.subList(0, 6_000).toArray(double[][]::new);
    Victim victim = Victim.train(train, Arrays.copyOf(labels, 6_000), 64, 6, 3);
    double[][] test = all.subList(6_000, 10_000).toArray(double[][]::new);
    System.out.printf(
        Locale.ROOT,
        "victim accuracy %.3f%n",
        victim.accuracy(test, Arrays.copyOfRange(labels, 6_000, 10_000)));
    List<List<double[]>> walks = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < RUNS; i++) {
      double[] input = test[i];
      double[] other = test[RUNS];
      for (int k = RUNS; victim.label(other) == victim.label(input); k++) {
        other = test[k];
      }
      walks.add(Probes.hopSkipJump(victim::label, input, other, QUERIES, random));
    }
    List<List<double[]>> boundary = new ArrayList<>();
    List<List<double[]>> square = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      double[] other = test[RUNS];
      for (int k = RUNS; victim.label(other) == victim.label(test[i]); k++) {
        other = test[k];
      }
      boundary.add(Probes.boundary(victim::label, test[i], other, QUERIES, random));
      square.add(Probes.square(victim, test[i], EDGE, 0.2, QUERIES, random));
    }
    Mix one = new Mix(1, 0);
    found("HopSkipJump, nothing else asked", walks, one, 0, test);
    found("HopSkipJump", walks, one, 2_000, test);
    found("Boundary", boundary, one, 2_000, test);
    found("Square", square, one, 2_000, test);
    found("HopSkipJump, 10 clients, 9 in 10 ordinary", walks, new Mix(10, 9), 2_000, test);
    found("HopSkipJump, 50 clients, 9 in 10 ordinary", walks, new Mix(50, 9), 2_000, test);
    for (double noise : new double[] {0.05, 0.1}) {
      List<List<double[]>> blinded =
          walks.stream().map(walk -> Probes.blinded(walk, EDGE, noise, 0, random)).toList();
      found("HopSkipJump, noise " + noise, blinded, one, 2_000, test);
      found("HopSkipJump, noise " + noise + ", 50 clients", blinded, new Mix(50, 9), 2_000, test);
    }
    List<List<double[]>> moved =
        walks.stream().map(walk -> Probes.blinded(walk, EDGE, 0.05, 2, random)).toList();
    found("HopSkipJump, noise .05, shift 2, brightness", moved, one, 2_000, test);
    List<List<double[]>> members = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      double[][] records = Arrays.copyOfRange(train, i * 20, i * 20 + 20);
      members.add(Probes.membership(records, 30, 0.05, random));
    }
    found("membership by noisy copies", members, one, 2_000, test);
    double[][] seeds = Arrays.copyOfRange(test, 100, 250);
    found(
        "Jacobian augmentation, 150 seeds",
        List.of(Probes.jacobian(victim, seeds, 4, 0.1, 9)),
        one,
        2_000,
        test);
    List<List<double[]>> noise = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      noise.add(
          java.util.stream.IntStream.range(0, QUERIES)
              .mapToObj(_ -> random.doubles(EDGE * EDGE).toArray())
              .toList());
    }
    found("uniform noise", noise, one, 2_000, test);
  }

  /// How an attack is spread: over clients, and between ordinary queries of theirs.
  private record Mix(int clients, int ordinary) {}

  private static void found(
      String name, List<List<double[]>> attacks, Mix mix, int background, double[][] ordinary) {
    List<Double> delays = new ArrayList<>();
    Map<String, Integer> kinds = new java.util.TreeMap<>();
    for (List<double[]> attack : attacks) {
      Traffic traffic = new Traffic(attack.hashCode());
      for (int i = 0; i < background; i++) {
        traffic.ask("benign" + i % BENIGN_CLIENTS, image(ordinary[ordinary.length - 1 - i]));
      }
      int next = 300;
      Suspicion seen = Suspicion.NONE;
      int at = 0;
      while (at < attack.size() && seen.strongest() < Suspicion.ALARM) {
        String client = "attacker" + at % mix.clients();
        for (int i = 0; i < mix.ordinary(); i++) {
          traffic.ask(client, image(ordinary[next++ % (ordinary.length - background)]));
        }
        seen = traffic.ask(client, image(attack.get(at++)));
      }
      if (seen.strongest() >= Suspicion.ALARM) {
        delays.add((double) at);
        kinds.merge(kind(seen), 1, Integer::sum);
      }
    }
    Figures figures = new Figures(delays.stream().mapToDouble(Double::doubleValue).toArray());
    System.out.printf(
        Locale.ROOT,
        "%-45s found %d of %d, after a median of %.0f queries (95 %%: %.0f, most %.0f) as %s%n",
        name,
        delays.size(),
        attacks.size(),
        figures.quantile(0.5),
        figures.quantile(0.95),
        figures.quantile(1),
        kinds);
  }

  private static String kind(Suspicion seen) {
    return seen.probing() >= Suspicion.ALARM ? "probing" : "extraction";
  }

  /// A memory with a clock of its own.
  private static final class Traffic {
    private final Sequences sequences;
    private long millis;

    Traffic(long seed) {
      sequences = new Sequences(seed);
    }

    Suspicion ask(String client, Input input) {
      millis += 200;
      return sequences.observe(
          new Asked(START.plusMillis(millis), "model", List.of(client), List.of(input), 1, 1));
    }
  }

  private static Input image(double[] pixels) {
    return new Input.Tensor(pixels, List.of(EDGE, EDGE));
  }

  private static List<double[]> images(int from, int to) throws IOException {
    List<double[]> images = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(unpacked("mnist-t10k/t10k-images-idx3-ubyte.gz"))) {
      in.skipNBytes(16);
      for (int i = 0; i < to; i++) {
        byte[] pixels = in.readNBytes(EDGE * EDGE);
        double[] image = new double[pixels.length];
        for (int p = 0; p < image.length; p++) {
          image[p] = (pixels[p] & 0xff) / 255.0;
        }
        if (i >= from) {
          images.add(image);
        }
      }
    }
    return images;
  }

  private static int[] labels() throws IOException {
    try (InputStream in = unpacked("mnist-t10k/t10k-labels-idx1-ubyte.gz")) {
      byte[] bytes = in.readAllBytes();
      int[] labels = new int[bytes.length - 8];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = bytes[i + 8];
      }
      return labels;
    }
  }

  /// Records of a table.
  ///
  /// @param skip lines that are no records
  /// @param label column of the answer, which is no input; -1 for the last
  private static List<Input> table(String file, int skip, int label) throws IOException {
    List<Input> records = new ArrayList<>();
    List<String> lines;
    try (InputStream in = unpacked(file)) {
      lines = new String(in.readAllBytes(), UTF_8).lines().skip(skip).toList();
    }
    for (String line : lines) {
      String[] cells = line.strip().split(line.contains(",") ? "," : "\\s+", -1);
      Map<String, Double> numbers = new LinkedHashMap<>();
      Map<String, String> words = new LinkedHashMap<>();
      for (int i = 0; i < cells.length; i++) {
        if (i == (label < 0 ? cells.length - 1 : label) || (label > 0 && i == 0)) {
          continue;
        }
        String cell = cells[i].strip();
        if (cell.matches("-?[0-9.]+(e-?[0-9]+)?")) {
          numbers.put("f" + i, Double.parseDouble(cell));
        } else {
          words.put("f" + i, cell);
        }
      }
      records.add(new Input.Row(numbers, words));
    }
    return records;
  }

  private static List<Input> texts() throws IOException {
    List<Input> texts = new ArrayList<>();
    try (var files = Files.list(DATA.resolve("sms-spam"))) {
      Path file = files.filter(it -> it.toString().endsWith(".gz")).findFirst().orElseThrow();
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
        new String(in.readAllBytes(), UTF_8)
            .lines()
            .forEach(line -> texts.add(new Input.Text(line.substring(line.indexOf('\t') + 1))));
      }
    }
    return texts;
  }

  private static InputStream unpacked(String file) throws IOException {
    InputStream in = Files.newInputStream(DATA.resolve(file));
    return file.endsWith(".gz") ? new GZIPInputStream(in) : in;
  }
}
