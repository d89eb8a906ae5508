package io.sextant.cli.atlas;

import io.sextant.cli.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The owners that a repository's `CODEOWNERS` file names; the last line that fits a path counts.
final class CodeOwners {
  private static final List<String> PLACES =
      List.of("CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS");

  private final Path root;
  private final List<Rule> rules;

  private CodeOwners(Path root, List<Rule> rules) {
    this.root = root;
    this.rules = rules;
  }

  private record Rule(Pattern pattern, String owners) {}

  /// The file that governs a path: in its folder or one above, up to the root of its repository.
  static CodeOwners of(Path path) {
    for (Path at = path.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      for (String place : PLACES) {
        Path file = at.resolve(place);
        if (Files.isRegularFile(file)) {
          return new CodeOwners(at, read(file));
        }
      }
      if (Files.exists(at.resolve(".git"))) {
        break;
      }
    }
    return new CodeOwners(Path.of(""), List.of());
  }

  private static List<Rule> read(Path file) {
    List<Rule> rules = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.replaceFirst("(^|\\s)#.*", "").strip().split("\\s+");
        if (words.length > 1 && !words[0].startsWith("[")) {
          rules.add(
              new Rule(
                  pattern(words[0]), String.join(" ", List.of(words).subList(1, words.length))));
        }
      }
    } catch (IOException e) {
      throw Console.unreadable(file.toString(), e);
    }
    return rules;
  }

  /// As in `.gitignore`: `*` stays within a folder, `**` does not; a pattern without an inner slash
  /// fits at any depth, and a folder fits all below it.
  private static Pattern pattern(String glob) {
    String body = glob.endsWith("/") ? glob.substring(0, glob.length() - 1) : glob;
    boolean anchored = body.indexOf('/') >= 0;
    body = body.startsWith("/") ? body.substring(1) : body;
    StringBuilder regex = new StringBuilder(anchored ? "" : "(?:.*/)?");
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c == '*' && body.startsWith("**", i)) {
        boolean slash = body.startsWith("**/", i);
        regex.append(slash ? "(?:.*/)?" : ".*");
        i += slash ? 2 : 1;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex + "(?:/.*)?");
  }

  Optional<String> of(String file) {
    Path absolute = Path.of(file).toAbsolutePath().normalize();
    if (rules.isEmpty() || !absolute.startsWith(root)) {
      return Optional.empty();
    }
    String relative = root.relativize(absolute).toString().replace('\\', '/');
    return rules.stream()
        .filter(rule -> rule.pattern().matcher(relative).matches())
        .reduce((_, last) -> last)
        .map(Rule::owners);
  }
}
