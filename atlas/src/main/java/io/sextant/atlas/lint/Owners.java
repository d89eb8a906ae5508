package io.sextant.atlas.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who answers for a place in a text: the nearest `owner` field around it, else the file's
/// `author`. Reads YAML by its indentation and JSON by its first field, without understanding
/// either: any file may be asked about.
public final class Owners {
  private static final Pattern YAML =
      Pattern.compile("^([ \\t]*(?:- +)*)(owner|author) *: *([^#\\n]+)");
  private static final Pattern JSON =
      Pattern.compile("\"(owner|author)\"\\s*:\\s*\"([^\"]{1,200})\"");

  private final List<Line> lines = new ArrayList<>();
  private final List<Integer> starts = new ArrayList<>();
  private final Optional<String> inJson;

  /// @param depth of the first key; -1 for an empty line
  /// @param item whether it begins an element of a list
  private record Line(int depth, boolean item, String key, String value) {}

  public Owners(String text) {
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf('\n', start);
      int stop = end < 0 ? text.length() : end;
      starts.add(start);
      lines.add(line(text.substring(start, stop)));
      start = stop + 1;
    }
    Matcher json = JSON.matcher(text);
    inJson = json.find() ? Optional.of(json.group(2)) : Optional.empty();
  }

  private static Line line(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.startsWith("#")) {
      return new Line(-1, false, "", "");
    }
    int depth = 0;
    while (depth < text.length() && " \t-".indexOf(text.charAt(depth)) >= 0) {
      depth++;
    }
    boolean item = stripped.startsWith("-");
    Matcher matcher = YAML.matcher(text);
    return matcher.find()
        ? new Line(depth, item, matcher.group(2), unquoted(matcher.group(3).strip()))
        : new Line(depth, item, "", "");
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() > 1
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /// The owner at a place; empty when the text names none.
  public Optional<String> at(int offset) {
    int line = 0;
    while (line + 1 < starts.size() && starts.get(line + 1) <= offset) {
      line++;
    }
    int depth = lines.get(line).depth();
    while (depth >= 0) {
      Optional<String> owner = inBlock(line, depth, "owner");
      if (owner.isPresent()) {
        return owner;
      }
      depth = outer(line, depth);
    }
    return inBlock(0, 0, "owner").or(() -> inBlock(0, 0, "author")).or(() -> inJson);
  }

  /// The depth of the block around the one of a line.
  private int outer(int line, int depth) {
    for (int i = line; i >= 0; i--) {
      int there = lines.get(i).depth();
      if (there >= 0 && there < depth) {
        return there;
      }
    }
    return -1;
  }

  /// The field among the neighbours of a line at a depth, until their block ends on either side.
  private Optional<String> inBlock(int line, int depth, String key) {
    for (int i = line; i >= 0 && !endsBlock(i, depth); i--) {
      Line there = lines.get(i);
      if (there.depth() == depth && there.key().equals(key)) {
        return Optional.of(there.value());
      }
      if (there.depth() == depth && there.item()) {
        break;
      }
    }
    for (int i = line + 1; i < lines.size() && !endsBlock(i, depth); i++) {
      Line there = lines.get(i);
      if (there.depth() == depth && there.item()) {
        break;
      }
      if (there.depth() == depth && there.key().equals(key)) {
        return Optional.of(there.value());
      }
    }
    return Optional.empty();
  }

  private boolean endsBlock(int line, int depth) {
    int there = lines.get(line).depth();
    return there >= 0 && there < depth;
  }
}
