package io.sextant.core.system.discovery;

import io.sextant.core.document.Documents;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads which packages a file declares, for the package managers of Python, JavaScript, Java, Go,
/// Rust and .NET.
final class Dependencies {
  private static final Set<String> NAMES =
      Set.of(
          "pyproject.toml",
          "pipfile",
          "setup.py",
          "setup.cfg",
          "environment.yml",
          "environment.yaml",
          "package.json",
          "pom.xml",
          "build.gradle",
          "build.gradle.kts",
          "libs.versions.toml",
          "go.mod",
          "cargo.toml");
  private static final Pattern REQUIREMENTS = Pattern.compile("requirements[\\w.-]*\\.(txt|in)");
  private static final Pattern LINE_START =
      Pattern.compile("^\\s*(?:-\\s*)?([@A-Za-z0-9][A-Za-z0-9_./@-]*)");
  private static final Pattern QUOTED =
      Pattern.compile(
          "[\"']([A-Za-z0-9][A-Za-z0-9_.-]*)\\s*(?:\\[[^\\]]*\\])?[<>=!~;@ ,0-9.*a-zA-Z-]*[\"']");
  private static final Pattern ARTIFACT =
      Pattern.compile("<artifactId>\\s*([A-Za-z0-9_.-]+)\\s*</artifactId>");
  private static final Pattern GRADLE =
      Pattern.compile("[\"'][\\w.-]+:([\\w.-]+)(?::[^\"']*)?[\"']");
  private static final Pattern GO =
      Pattern.compile("^\\s*(?:require\\s+)?([\\w.-]+(?:/[\\w.-]+)+)\\s+v");
  private static final Pattern REFERENCE =
      Pattern.compile("<PackageReference\\s+Include=\"([^\"]+)\"");

  /// A longer line is generated; patterns take time with the square of it.
  private static final int LONGEST_LINE = 2_000;

  private static final List<String> SECTIONS =
      List.of("dependencies", "devDependencies", "peerDependencies", "optionalDependencies");

  private Dependencies() {}

  /// A package that a file declares.
  record Declared(String name, int line) {}

  static boolean isManifest(SourceEntry entry) {
    String name = entry.lowerName();
    return NAMES.contains(name) || REQUIREMENTS.matcher(name).matches() || name.endsWith(".csproj");
  }

  static List<Declared> read(SourceEntry entry) {
    String text = entry.text().orElse("");
    String name = entry.lowerName();
    if (name.equals("package.json")) {
      return javascript(entry, text);
    }
    List<Declared> found = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.length() > LONGEST_LINE) {
        continue;
      }
      for (Pattern pattern : patterns(name)) {
        Matcher matcher = pattern.matcher(plain(name, line));
        while (matcher.find()) {
          found.add(new Declared(last(name, matcher.group(1)), number));
        }
      }
    }
    return found;
  }

  private static List<Pattern> patterns(String name) {
    return switch (name) {
      case "pom.xml" -> List.of(ARTIFACT);
      case "build.gradle", "build.gradle.kts" -> List.of(GRADLE);
      case "libs.versions.toml" -> List.of(GRADLE);
      case "go.mod" -> List.of(GO);
      case "setup.py" -> List.of(QUOTED);
      case "pyproject.toml" -> List.of(LINE_START, QUOTED);
      default -> name.endsWith(".csproj") ? List.of(REFERENCE) : List.of(LINE_START);
    };
  }

  /// Without what is a comment to the file's reader.
  private static String plain(String name, String line) {
    boolean hash = !name.endsWith(".xml") && !name.endsWith(".csproj") && !name.contains("gradle");
    int at = hash ? line.indexOf('#') : -1;
    return at < 0 ? line : line.substring(0, at);
  }

  /// A Go module is known by its last part that is no version.
  private static String last(String file, String name) {
    if (!file.equals("go.mod")) {
      return name;
    }
    String[] parts = name.split("/");
    int end = parts.length - 1;
    return end > 0 && parts[end].matches("v\\d+") ? parts[end - 1] : parts[end];
  }

  private static List<Declared> javascript(SourceEntry entry, String text) {
    List<Declared> found = new ArrayList<>();
    for (Tree document : Documents.read(text, new IssueLog(entry.path(), text))) {
      for (String section : SECTIONS) {
        document
            .entries(section)
            .forEach(each -> found.add(new Declared(each.key(), each.keyPlace().line())));
      }
    }
    return found;
  }
}
