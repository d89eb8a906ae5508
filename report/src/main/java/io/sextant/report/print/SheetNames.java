package io.sextant.report.print;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Names of sheets as a workbook allows them: at most 31 characters, some forbidden, none twice
/// whatever the case.
final class SheetNames {
  private static final int MAX_LENGTH = 31;
  private static final String FORBIDDEN = "[]:*?/\\";

  /// A name that spreadsheets keep for themselves.
  private static final String RESERVED = "history";

  private final Set<String> taken = new HashSet<>(Set.of(RESERVED));

  String unique(String wanted) {
    String base = allowed(wanted);
    String name = cut(base, MAX_LENGTH);
    for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
      String mark = " (" + i + ")";
      name = cut(base, MAX_LENGTH - mark.length()) + mark;
    }
    return name;
  }

  private static String allowed(String wanted) {
    StringBuilder name = new StringBuilder();
    wanted
        .codePoints()
        .map(c -> FORBIDDEN.indexOf(c) >= 0 || Character.isISOControl(c) ? ' ' : c)
        .forEach(name::appendCodePoint);
    String plain = name.toString().strip();
    while (plain.startsWith("'") || plain.endsWith("'")) {
      plain = plain.replaceAll("^'+|'+$", "").strip();
    }
    return plain.isEmpty() ? "Sheet" : plain;
  }

  private static String cut(String name, int length) {
    if (name.length() <= length) {
      return name;
    }
    int end = Character.isHighSurrogate(name.charAt(length - 1)) ? length - 1 : length;
    return name.substring(0, end).replaceAll("[' ]+$", "");
  }
}
