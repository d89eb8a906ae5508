package io.sextant.core.telemetry;

import java.nio.charset.StandardCharsets;

/// Shortens text of unknown origin and makes it safe to print.
final class Excerpts {
  /// Characters of a refused record that are shown.
  private static final int LENGTH = 200;

  private Excerpts() {}

  static String of(byte[] bytes, int length) {
    return of(new String(bytes, 0, Math.min(length, LENGTH * 4), StandardCharsets.UTF_8), LENGTH);
  }

  static String of(String text, int length) {
    StringBuilder excerpt = new StringBuilder(Math.min(text.length(), length) + 1);
    for (int i = 0; i < text.length() && excerpt.length() < length; i++) {
      char c = text.charAt(i);
      boolean printable =
          !Character.isISOControl(c)
              && Character.getType(c) != Character.FORMAT
              && !Character.isSurrogate(c);
      excerpt.append(printable ? c : ' ');
    }
    return text.length() > length ? excerpt + "…" : excerpt.toString();
  }
}
