import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Lists the rule files that go into the jar, one path a line: a jar cannot list its own folders.
///
/// Run by the build: `java RuleIndex.java RULES_FOLDER INDEX APPLICABILITY_FOLDER INDEX
/// CROSSWALK_FOLDER INDEX`.
final class RuleIndex {
  private RuleIndex() {}

  public static void main(String[] arguments) throws IOException {
    write(
        Path.of(arguments[1]),
        rules(
            Path.of(arguments[0]),
            name -> name.endsWith(".yml") && !name.endsWith(".tests.yml")));
    write(
        Path.of(arguments[3]),
        rules(Path.of(arguments[2]), name -> name.endsWith(".yaml")).stream()
            .map(name -> "applicability/" + name)
            .toList());
    write(
        Path.of(arguments[5]),
        rules(Path.of(arguments[4]), name -> name.endsWith(".tsv")));
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
