package io.sextant.gateway.mcp;

import io.sextant.inspect.view.Readability;
import io.sextant.inspect.view.Views;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Compares names of tools as a model or a hurried person does. Pure.
final class ToolNames {
  /// Names so short differ by a letter all the time.
  private static final int SHORT = 5;

  private static final int LONG = 12;
  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern COMPOUND =
      Pattern.compile("[A-Za-z0-9]+(?:[_.-][A-Za-z0-9]+)+|[a-z]+(?:[A-Z][a-z0-9]+)+");
  private static final Views VIEWS = new Views(Readability.learn(List.of("name of a tool")));

  private ToolNames() {}

  /// The name without what the eye passes over: case, separators, look-alikes of other scripts, and
  /// digits that look like letters.
  static String folded(String name) {
    String plain = VIEWS.read(name).plain().text().toLowerCase(Locale.ROOT);
    return SEPARATORS
        .matcher(plain)
        .replaceAll("")
        .replace('0', 'o')
        .replace('1', 'l')
        .replace('i', 'l')
        .replace('5', 's')
        .replace("rn", "m")
        .replace("vv", "w");
  }

  /// Whether one could be taken for the other, though they are not the same.
  ///
  /// @param folded both names, folded
  static boolean alike(String one, String other, Folded folded) {
    if (one.equals(other)) {
      return false;
    }
    String a = folded.one();
    String b = folded.other();
    if (a.equals(b)) {
      return true;
    }
    int shorter = Math.min(a.length(), b.length());
    if (shorter < SHORT || Math.abs(a.length() - b.length()) > 2 || numbered(one, other)) {
      return false;
    }
    return distance(a, b) <= (shorter >= LONG ? 2 : 1);
  }

  /// Two names, folded.
  record Folded(String one, String other) {}

  /// Whether they differ by digits alone, as editions of one tool do.
  private static boolean numbered(String one, String other) {
    return one.replaceAll("[0-9]", "").equals(other.replaceAll("[0-9]", ""));
  }

  /// Whether a name is so much of a name that no sentence holds it by chance.
  static boolean distinctive(String name) {
    return name.length() > SHORT && COMPOUND.matcher(name).matches();
  }

  /// Insertions, deletions, changes and swaps of neighbours that make one of the other (the
  /// distance of Damerau and Levenshtein, optimal string alignment).
  static int distance(String one, String other) {
    int[][] rows = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : cell(rows, one, other, i, j);
      }
    }
    return rows[one.length()][other.length()];
  }

  private static int cell(int[][] rows, String one, String other, int i, int j) {
    boolean same = one.charAt(i - 1) == other.charAt(j - 1);
    int least =
        Math.min(rows[i - 1][j - 1] + (same ? 0 : 1), Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
  }
}
