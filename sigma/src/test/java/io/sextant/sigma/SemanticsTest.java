package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each choice in SEMANTICS.md names a test that exists.
class SemanticsTest {
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  @Test
  void eachChoiceIsHeldByTestsThatExist() throws IOException {
    Map<String, String> tests = tests();
    List<String> missing = new ArrayList<>();
    int choices = 0;
    for (String line : Files.readAllLines(Path.of("SEMANTICS.md"))) {
      if (line.startsWith("| ") && !line.endsWith("| held by |")) {
        String held = line.substring(line.lastIndexOf('|', line.length() - 2));
        List<String> names = NAME.matcher(held).results().map(it -> it.group(1)).toList();
        if (names.isEmpty()) {
          missing.add(line);
        }
        missing.addAll(missing(names, tests));
        choices++;
      }
    }
    assertThat(missing).isEmpty();
    assertThat(choices).isGreaterThan(50);
  }

  /// Names of classes with or without a method; `.method` is one of the class before it, `…` stands
  /// for the rest of several names.
  private static List<String> missing(List<String> names, Map<String, String> tests) {
    List<String> missing = new ArrayList<>();
    String type = "";
    for (String name : names) {
      if (Files.isDirectory(Path.of("conformance", name))) {
        continue;
      }
      int dot = name.indexOf('.');
      type = dot == 0 ? type : dot < 0 ? name : name.substring(0, dot);
      String method =
          dot < 0
              ? "class " + type
              : "void "
                  + (name.endsWith("…")
                      ? name.substring(dot + 1, name.length() - 1)
                      : name.substring(dot + 1) + "(");
      if (!tests.getOrDefault(type, "").contains(method)) {
        missing.add(type + ": " + name);
      }
    }
    return missing;
  }

  /// The source of each test of this library and of the command line, by its class.
  private static Map<String, String> tests() throws IOException {
    Map<String, String> tests = new HashMap<>();
    for (String folder : List.of("src/test/java", "../cli/src/test/java")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(it -> it.toString().endsWith("Test.java")).toList()) {
          tests.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
        }
      }
    }
    return tests;
  }
}
