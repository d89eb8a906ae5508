import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Lists the rule files that go into the jar, one path a line: a jar cannot list its own folders.
///
/// Run by the build: `java RuleIndex.java RULES_FOLDER INDEX_FILE`.
final class RuleIndex {
  private RuleIndex() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Path index = Path.of(arguments[1]);
    Files.createDirectories(index.getParent());
    Files.write(index, Files.isDirectory(folder) ? rules(folder) : List.of());
  }

  private static List<String> rules(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(".yml") && !name.endsWith(".tests.yml"))
          .sorted()
          .toList();
    }
  }
}
