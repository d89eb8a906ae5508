package io.sextant.testing.benchmark;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.Release;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.ReleaseReader;
import io.sextant.atlas.compare.Change;
import io.sextant.atlas.compare.ReleaseDiff;
import io.sextant.atlas.lint.Linter;
import io.sextant.atlas.publish.NavigatorLayer;
import io.sextant.atlas.publish.StixBundle;
import io.sextant.core.layer.LayerReader;
import io.sextant.core.publish.ReleaseReport;
import io.sextant.report.Cell;
import io.sextant.report.Column;
import io.sextant.report.Report;
import io.sextant.report.Section;
import io.sextant.report.Table;
import io.sextant.report.print.ReportFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The knowledge base by itself, warm: reading releases, writing and reading STIX, layers of the
/// Navigator, searching, checking references, printing.
final class AtlasBenchmark {
  private static final String FOLDER = "shared/data/atlas";
  private static final String RELEASES = "ATLAS-.*\\.yaml";
  private static final int ROUNDS = 15;
  private static final int WARM = 5;
  private static final int TABLE_ROWS = 1_000;
  private static final int LINT_BYTES = 16 << 20;

  private AtlasBenchmark() {}

  static void run() throws IOException {
    Optional<Path> folder = official();
    if (folder.isPresent()) {
      parse(folder.get());
      roundTrip(folder.get());
      layers(folder.get().resolve("navigator-layers"));
    } else {
      System.out.println("parse: skipped, there is no " + FOLDER + " beside or above this folder");
    }
    AtlasLibrary library = AtlasLibrary.builtIn();
    search(library.current());
    lint(library);
    print(library.current());
  }

  private static List<Path> files(Path folder, String name) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .filter(file -> String.valueOf(file.getFileName()).matches(name))
          .sorted()
          .toList();
    }
  }

  /// How many objects and edges of every release come back from the bundle that is written of it.
  private static void roundTrip(Path folder) throws IOException {
    int lost = 0;
    int objects = 0;
    for (Path file : files(folder, RELEASES)) {
      ReleaseIndex index = AtlasLibrary.index(read(Files.readAllBytes(file), file.toString()));
      byte[] bundle = StixBundle.of(index).toString().getBytes(StandardCharsets.UTF_8);
      ReleaseIndex again = AtlasLibrary.index(read(bundle, "bundle.json"));
      objects += index.objects().size();
      for (Change change : ReleaseDiff.between(index, again)) {
        // Where a release has no text of an object, the bundle has Sextant's sentence.
        if (change.kind() != Change.Kind.TEXT) {
          System.out.println("lost: " + change);
          lost++;
        }
      }
    }
    System.out.printf("STIX and back: %d objects, %d of them or their edges lost%n", objects, lost);
  }

  private static Release read(byte[] bytes, String name) {
    return new ReleaseReader().read(bytes, name).release().orElseThrow();
  }

  /// Whether every layer is read, and written anew says the same of the same cells.
  private static void layers(Path folder) throws IOException {
    int read = 0;
    int same = 0;
    JsonMapper mapper = JsonMapper.shared();
    for (Path file : files(folder, ".*\\.json")) {
      String text = Files.readString(file);
      read += LayerReader.read(file.toString(), text).layer().isPresent() ? 1 : 0;
      ObjectNode layer = (ObjectNode) mapper.readTree(text);
      ObjectNode written = NavigatorLayer.upgrade(layer);
      boolean accepted = LayerReader.read("written", written.toString()).layer().isPresent();
      same += accepted && written.get("techniques").equals(layer.get("techniques")) ? 1 : 0;
    }
    System.out.printf("layers: %d read, %d written anew with the same cells%n", read, same);
  }

  /// The slowest and the median file, each by its median round.
  private static void parse(Path folder) throws IOException {
    List<Path> files = files(folder, RELEASES);
    List<Double> medians = new ArrayList<>();
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      medians.add(
          median(() -> new ReleaseReader().read(bytes, String.valueOf(file.getFileName()))));
    }
    double[] sorted = medians.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.printf(
        "parse: %d releases, median %.1f ms, slowest %.1f ms%n",
        files.size(), sorted[sorted.length / 2], sorted[sorted.length - 1]);
  }

  /// Names, names with two letters exchanged, and pairs of words.
  private static void search(ReleaseIndex index) {
    List<String> queries = new ArrayList<>();
    for (AtlasObject object : index.objects()) {
      String name = object.fullName();
      queries.add(name);
      int middle = name.length() / 2;
      queries.add(
          name.substring(0, middle - 1)
              + name.charAt(middle)
              + name.charAt(middle - 1)
              + name.substring(middle + 1));
      queries.add(object.summary().substring(0, Math.min(30, object.summary().length())));
    }
    double[] times = new double[queries.size()];
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < times.length; i++) {
        long start = System.nanoTime();
        index.search(queries.get(i), 20);
        times[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(times);
    System.out.printf(
        "search: %d queries, median %.2f ms, p95 %.2f ms, slowest %.2f ms%n",
        times.length,
        times[times.length / 2],
        times[times.length * 95 / 100],
        times[times.length - 1]);
  }

  /// Text with a right reference in every twelfth line, of 16 MiB.
  private static void lint(AtlasLibrary library) {
    ReleaseIndex index = library.current();
    Linter linter = new Linter(library, index);
    StringBuilder text = new StringBuilder(LINT_BYTES + 400);
    for (int line = 0; text.length() < LINT_BYTES; line++) {
      AtlasObject object = index.objects().get(line % index.objects().size());
      text.append("line ").append(line).append(": ").append(object.summary());
      text.append(line % 12 == 0 ? " See " + object.id() + " " + object.fullName() + ".\n" : "\n");
    }
    String page = text.toString();
    double median = median(() -> linter.lint("page.md", page));
    System.out.printf(
        "lint: %.0f MB/s on one core, %d findings%n",
        page.length() / 1e6 / (median / 1e3), linter.lint("page.md", page).size());
  }

  private static void print(ReleaseIndex index) {
    Table table =
        new Table(
            "Rows",
            List.of(
                Column.text("Id"),
                Column.text("Text"),
                Column.number("Number"),
                Column.date("Day")),
            IntStream.range(0, TABLE_ROWS)
                .mapToObj(i ->
                    List.of(
                        Cell.of("AML.T%04d".formatted(i)),
                        Cell.of(
                            "A sentence of some twenty words that has to be wrapped. ".repeat(2)),
                        Cell.of(i),
                        Cell.empty()))
                .toList());
    Report rows =
        new Report("Rows", "", Instant.EPOCH, List.of(new Section("rows", "Rows", List.of(table))));
    Report release = ReleaseReport.whole(index);
    for (ReportFormat format : ReportFormat.values()) {
      System.out.printf(
          "print %s: %,d rows %.0f ms; release %s, %d rows, %.0f ms, %,d bytes%n",
          format.extension(),
          TABLE_ROWS,
          median(() -> bytes(format, rows)),
          index.release().id(),
          release.tables().mapToInt(each -> each.rows().size()).sum(),
          median(() -> bytes(format, release)),
          bytes(format, release).length);
    }
  }

  private static byte[] bytes(ReportFormat format, Report report) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      format.print(report, out);
    } catch (IOException e) {
      throw new IllegalStateException("memory takes everything", e);
    }
    return out.toByteArray();
  }

  /// Milliseconds of the median round after some that warm up.
  private static double median(Runnable task) {
    double[] times = new double[ROUNDS];
    for (int round = -WARM; round < ROUNDS; round++) {
      long start = System.nanoTime();
      task.run();
      if (round >= 0) {
        times[round] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(times);
    return times[ROUNDS / 2];
  }

  private static Optional<Path> official() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve(FOLDER))) {
        return Optional.of(at.resolve(FOLDER));
      }
    }
    return Optional.empty();
  }
}
