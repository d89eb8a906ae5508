package io.sextant.report.print;

import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Text of others within forms that have a syntax of their own.
public final class Quoting {
  private static final String FORMULA = "=+-@\t\r\n";
  private static final String MARKUP = "\\`*_[]<>|~&#$";

  /// What makes a list, a heading or a quotation at the beginning of a line and nothing elsewhere.
  private static final Pattern OPENING = Pattern.compile("(?m)^(\\s*)([-+=:]|\\d{1,9}(?=[.)]))");

  private Quoting() {}

  /// A cell of CSV (RFC 4180), in quotes when it needs them. One that a spreadsheet would take for
  /// a formula gets an apostrophe before.
  public static String csv(String text) {
    String content = text.stripLeading();
    boolean formula =
        (!content.isEmpty() && FORMULA.indexOf(content.charAt(0)) >= 0)
            || (!text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0);
    String safe = formula ? "'" + text : text;
    return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? "\"" + safe.replace("\"", "\"\"") + "\""
        : safe;
  }

  /// A line of CSV without its end.
  public static String csvLine(Collection<String> cells) {
    return cells.stream().map(Quoting::csv).collect(Collectors.joining(","));
  }

  /// Text that stays text in Markdown.
  static String markdown(String text) {
    String escaped =
        text.chars()
            .mapToObj(
                c -> MARKUP.indexOf(c) >= 0 ? "\\" + (char) c : c == '\t' ? " " : "" + (char) c)
            .collect(Collectors.joining());
    return OPENING
        .matcher(escaped)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                Character.isDigit(found.group(2).charAt(0))
                    ? found.group() + "\\"
                    : found.group(1) + "\\" + found.group(2)));
  }

  /// Text that stays text within one line or cell of Markdown.
  public static String markdownCell(String text) {
    return markdown(text.replaceAll("\\p{Cntrl}", " "));
  }
}
