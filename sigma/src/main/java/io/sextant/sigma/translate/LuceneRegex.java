package io.sextant.sigma.translate;

import io.sextant.sigma.ValueTest;
import io.sextant.sigma.ValueTest.RegexFlag;

/// Rewrites a regular expression for Lucene, which matches whole values, knows no `\d`, `\b` or
/// lazy repetition, and gives meaning to `~ # @ & < > "`.
final class LuceneRegex {
  private static final String NEWLY_SPECIAL = "~#@&<>\"";

  private final String pattern;
  private final boolean ignoreCase;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private LuceneRegex(String pattern, boolean ignoreCase) {
    this.pattern = pattern;
    this.ignoreCase = ignoreCase;
  }

  /// @throws Unsupported naming the piece that Lucene does not have
  static String of(ValueTest.Regex regex) {
    String text = regex.pattern();
    boolean ignoreCase = regex.flags().contains(RegexFlag.IGNORE_CASE);
    if (regex.flags().contains(RegexFlag.MULTILINE)) {
      throw new Unsupported("the regular expression flag 'm'");
    }
    if (text.startsWith("(?i)")) {
      ignoreCase = true;
      text = text.substring(4);
    }
    boolean start = text.startsWith("^");
    boolean end = text.endsWith("$") && !text.endsWith("\\$");
    String body = text.substring(start ? 1 : 0, text.length() - (end ? 1 : 0));
    if ((start || end) && hasTopLevelChoice(body)) {
      throw new Unsupported("'^' or '$' beside '|' in a regular expression");
    }
    String written = new LuceneRegex(body, ignoreCase).rewritten();
    boolean group = hasTopLevelChoice(body);
    return (start ? "" : ".*") + (group ? "(" + written + ")" : written) + (end ? "" : ".*");
  }

  private static boolean hasTopLevelChoice(String text) {
    int depth = 0;
    boolean inClass = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (inClass) {
        inClass = c != ']';
      } else if (c == '[') {
        inClass = true;
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == '|' && depth == 0) {
        return true;
      }
    }
    return false;
  }

  private String rewritten() {
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      switch (c) {
        case '\\' -> escape(false);
        case '[' -> charClass();
        case '(' -> group();
        case '^', '$' -> throw new Unsupported("'" + c + "' inside a regular expression");
        case '*', '+', '?', '}' -> repetition(c);
        default -> literal(c);
      }
    }
    return out.toString();
  }

  private void literal(char c) {
    if (ignoreCase && Character.isLetter(c)) {
      out.append('[').append(Character.toLowerCase(c)).append(Character.toUpperCase(c)).append(']');
    } else if (NEWLY_SPECIAL.indexOf(c) >= 0) {
      out.append('\\').append(c);
    } else {
      out.append(c);
    }
  }

  private void repetition(char c) {
    out.append(c);
    // A lazy repetition matches the same values as a greedy one.
    if (at < pattern.length() && pattern.charAt(at) == '?') {
      at++;
    }
  }

  private void group() {
    out.append('(');
    if (pattern.startsWith("?:", at)) {
      at += 2;
    } else if (pattern.startsWith("?", at)) {
      throw new Unsupported(
          "the group '(" + pattern.substring(at, Math.min(at + 3, pattern.length())) + "'");
    }
  }

  private void escape(boolean inClass) {
    char c = at < pattern.length() ? pattern.charAt(at++) : '\\';
    String set =
        switch (c) {
          case 'd' -> "0-9";
          case 'w' -> "A-Za-z0-9_";
          case 's' -> " \t\n\r\f";
          default -> "";
        };
    if (!set.isEmpty()) {
      out.append(inClass ? set : "[" + set + "]");
    } else if (c == 'D' || c == 'W' || c == 'S') {
      if (inClass) {
        throw new Unsupported("'\\" + c + "' inside a class");
      }
      out.append("[^").append(c == 'D' ? "0-9" : c == 'W' ? "A-Za-z0-9_" : " \t\n\r\f").append(']');
    } else if (c == 't' || c == 'n' || c == 'r') {
      out.append(c == 't' ? '\t' : c == 'n' ? '\n' : '\r');
    } else if (Character.isLetterOrDigit(c)) {
      throw new Unsupported("'\\" + c + "' in a regular expression");
    } else {
      out.append('\\').append(c);
    }
  }

  private void charClass() {
    out.append('[');
    if (at < pattern.length() && pattern.charAt(at) == '^') {
      out.append('^');
      at++;
    }
    boolean first = true;
    while (at < pattern.length() && (first || pattern.charAt(at) != ']')) {
      char c = pattern.charAt(at++);
      first = false;
      if (c == '\\') {
        escape(true);
      } else if (c == '[') {
        if (at < pattern.length() && pattern.charAt(at) == ':') {
          throw new Unsupported("named classes such as [:alpha:]");
        }
        out.append("\\[");
      } else if (ignoreCase && Character.isLetter(c)) {
        range(c);
      } else {
        out.append(NEWLY_SPECIAL.indexOf(c) >= 0 ? "\\" + c : String.valueOf(c));
      }
    }
    at++;
    out.append(']');
  }

  private void range(char from) {
    boolean isRange =
        at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']';
    if (!isRange) {
      out.append(Character.toLowerCase(from)).append(Character.toUpperCase(from));
      return;
    }
    char to = pattern.charAt(at + 1);
    at += 2;
    if (!Character.isLetter(to) || Character.isUpperCase(from) != Character.isUpperCase(to)) {
      throw new Unsupported("the range '" + from + "-" + to + "' without case");
    }
    out.append(Character.toLowerCase(from)).append('-').append(Character.toLowerCase(to));
    out.append(Character.toUpperCase(from)).append('-').append(Character.toUpperCase(to));
  }
}
