package io.sextant.gateway.content;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Links, images and active markup in a text that a page may render: the way by which a model's
/// answer carries data out (AML.T0057, AML.T0077).
public final class Links {
  /// Longest line that is looked at as one, in characters.
  public static final int LINE = 8_192;

  /// Quantifiers are bounded and possessive, so that no text makes them slow.
  private static final Pattern MARKDOWN =
      Pattern.compile(
          "(!?)\\[([^\\]\\n]{0,500}+)\\]\\(\\s{0,4}+<?([^)\\s>]{1,4000}+)[^)\\n]{0,500}+\\)");

  private static final Pattern REFERENCE =
      Pattern.compile("(?m)^ {0,3}+\\[[^\\]\\n]{1,200}+\\]:[ \\t]{0,8}+<?(\\S{1,4000}+)");

  private static final Pattern BARE =
      Pattern.compile(
          "(?i)\\b(?:https?|ftp|wss?|file|javascript|data|vbscript):[^\\s<>\"')\\]]{1,4000}+");

  private static final Pattern TAG =
      Pattern.compile(
          "(?is)<(/?)(script|style|iframe|object|embed|svg|math|form|link|meta|base|img|a|audio"
              + "|video|source|input|button|body)\\b[^>]{0,4000}+(>|$)");

  private Links() {}

  /// Every address that the text links to or loads from.
  static List<String> in(String text) {
    List<String> found = new ArrayList<>();
    if (text.indexOf(':') < 0 && text.indexOf('(') < 0) {
      return found;
    }
    for (Matcher m = MARKDOWN.matcher(text); m.find(); ) {
      found.add(m.group(3));
    }
    for (Matcher m = REFERENCE.matcher(text); m.find(); ) {
      found.add(m.group(1));
    }
    for (Matcher m = BARE.matcher(text); m.find(); ) {
      found.add(m.group());
    }
    return found;
  }

  /// The text with no link, image or active tag in it: what a link shows stays, where it leads is
  /// gone. Works line by line, a line ending at [#LINE] characters at the latest, so that a text
  /// that comes in pieces gives the same (see [#lineEnd]).
  public static String remove(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int from = 0;
    while (from < text.length()) {
      int end = lineEnd(text, from);
      int to = end < 0 ? text.length() : end;
      plain.append(removeInLine(text.substring(from, to)));
      from = to;
    }
    return plain.toString();
  }

  /// Where the line that begins at `from` ends, its line feed included; -1 when more of it may
  /// come.
  public static int lineEnd(String text, int from) {
    int feed = text.indexOf('\n', from);
    if (feed >= 0 && feed - from < LINE) {
      return feed + 1;
    }
    return text.length() - from >= LINE ? from + LINE : -1;
  }

  private static String removeInLine(String line) {
    if (line.indexOf(':') < 0 && line.indexOf('<') < 0 && line.indexOf('(') < 0) {
      return line;
    }
    String plain = MARKDOWN.matcher(line).replaceAll("$2");
    plain = REFERENCE.matcher(plain).replaceAll("[LINK]");
    plain = TAG.matcher(plain).replaceAll("");
    return BARE.matcher(plain).replaceAll("[LINK]");
  }
}
