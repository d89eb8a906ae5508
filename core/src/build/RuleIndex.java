import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Lists the rule files that go into the jar, one path a line: a jar cannot list its own folders.
///
/// Run by the build: `java RuleIndex.java RULES_FOLDER DETECTION_INDEX APPLICABILITY_INDEX`.
final class RuleIndex {
  private RuleIndex() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    write(
        Path.of(arguments[1]),
        rules(folder, name -> name.endsWith(".yml") && !name.endsWith(".tests.yml")));
    write(
        Path.of(arguments[2]),
        rules(folder, name -> name.startsWith("applicability/") && name.endsWith(".yaml")));
  }

  private static void write(Path index, List<String> names) throws IOException {
    Files.createDirectories(index.getParent());
    Files.write(index, names);
  }

  private static List<String> rules(Path folder, Predicate<String> wanted) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(wanted)
          .sorted()
          .toList();
    }
  }
}
