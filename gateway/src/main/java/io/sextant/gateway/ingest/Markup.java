package io.sextant.gateway.ingest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What stands in a document: what a reader sees, what is hidden from them, and what is neither
/// (scripts, attributes). Programs that index documents differ in what they keep, so all of it is
/// inspected.
///
/// @param hiddenCharacters in hidden markup, and such as no reader can see in plain text
public record Markup(String shown, String hidden, String other, int hiddenCharacters) {
  private static final Set<String> VOID =
      Set.of(
          "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
          "track", "wbr");
  private static final Set<String> BLOCKS =
      Set.of("p", "div", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "br", "title");
  private static final Pattern HIDING =
      Pattern.compile(
          "(?i)\\shidden(?=[\\s=>/]|$)|style\\s*=\\s*[\"'][^\"']{0,2000}(display\\s*:\\s*none"
              + "|visibility\\s*:\\s*hidden|font-size\\s*:\\s*0(?![.]?[0-9])|opacity\\s*:\\s*0(?![.]?[0-9])"
              + "|text-indent\\s*:\\s*-[0-9]{3,}|left\\s*:\\s*-[0-9]{3,})");
  private static final Pattern VALUE =
      Pattern.compile("=\\s*(?:\"([^\"]{0,20000})\"|'([^']{0,20000})')");
  private static final int DEEPEST = 256;

  /// Zero-width characters in such a row are no spelling of any language.
  private static final int ROW = 4;

  /// The texts of a document.
  ///
  /// @param name by whose ending it is known what it is
  public static Markup of(String name, String raw) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "html", "htm", "xhtml" -> new Reader(raw).page();
      case "md", "markdown" -> {
        Markup inside = new Reader(raw).page();
        yield new Markup(raw, inside.hidden, "", inside.hiddenCharacters);
      }
      default -> new Markup(raw, "", "", invisible(raw));
    };
  }

  /// Characters that are shown as nothing and carry text or turn it around: tags, long rows of
  /// zero-width characters or variation selectors, overrides of direction.
  static int invisible(String text) {
    int count = 0;
    int row = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      boolean tag = point >= 0xE0020 && point < 0xE007F;
      boolean override = point == 0x202D || point == 0x202E;
      boolean nothing =
          (point >= 0x200B && point <= 0x200F)
              || (point >= 0x2060 && point <= 0x2064)
              || point == 0xFEFF
              || (point >= 0xFE00 && point <= 0xFE0F)
              || (point >= 0xE0100 && point <= 0xE01EF);
      row = nothing ? row + 1 : 0;
      if (override || tag || row > ROW) {
        count++;
      } else if (row == ROW) {
        count += ROW;
      }
    }
    return count;
  }

  /// Reads markup as far as it tells what is shown. For one document.
  private static final class Reader {
    private final String raw;
    private final StringBuilder shown = new StringBuilder();
    private final StringBuilder hidden = new StringBuilder();
    private final StringBuilder other = new StringBuilder();
    private final Deque<String> hiding = new ArrayDeque<>();

    Reader(String raw) {
      this.raw = raw;
    }

    Markup page() {
      int at = 0;
      while (at < raw.length()) {
        int open = raw.indexOf('<', at);
        if (open < 0) {
          text(raw.substring(at));
          break;
        }
        text(raw.substring(at, open));
        at = tag(open);
      }
      return new Markup(
          shown.toString(),
          hidden.toString(),
          other.toString(),
          (int) hidden.chars().filter(it -> !Character.isWhitespace(it)).count() + invisible(raw));
    }

    private void text(String written) {
      (hiding.isEmpty() ? shown : hidden).append(unescaped(written));
    }

    private int tag(int open) {
      if (raw.startsWith("<!--", open)) {
        int end = raw.indexOf("-->", open + 4);
        other.append(raw, open + 4, end < 0 ? raw.length() : end).append('\n');
        return end < 0 ? raw.length() : end + 3;
      }
      int close = end(open);
      if (close < 0 || open + 1 >= raw.length() || !begins(raw.charAt(open + 1))) {
        text("<");
        return open + 1;
      }
      String inside = raw.substring(open + 1, close);
      boolean ends = inside.startsWith("/");
      String name = name(ends ? inside.substring(1) : inside);
      if (BLOCKS.contains(name)) {
        text("\n");
      }
      if (ends) {
        leave(name);
        return close + 1;
      }
      attributes(inside);
      if (name.equals("script") || name.equals("style")) {
        int end = indexOfIgnoreCase("</" + name, close);
        other.append(raw, close + 1, end < 0 ? raw.length() : end).append('\n');
        return end < 0 ? raw.length() : end;
      }
      boolean hides = name.equals("template") || HIDING.matcher(inside).find();
      if (!VOID.contains(name)
          && !inside.endsWith("/")
          && (hides || !hiding.isEmpty())
          && hiding.size() < DEEPEST) {
        hiding.push(name);
      }
      return close + 1;
    }

    /// The end of a tag: a `>` that stands in no value.
    private int end(int open) {
      char quote = 0;
      for (int i = open + 1; i < raw.length(); i++) {
        char c = raw.charAt(i);
        if (quote != 0) {
          quote = c == quote ? 0 : quote;
        } else if ((c == '"' || c == '\'') && raw.charAt(i - 1) == '=') {
          quote = c;
        } else if (c == '>') {
          return i;
        }
      }
      return raw.indexOf('>', open);
    }

    private static boolean begins(char c) {
      return Character.isLetter(c) || c == '/' || c == '!' || c == '?';
    }

    private static String name(String inside) {
      int end = 0;
      while (end < inside.length()
          && !Character.isWhitespace(inside.charAt(end))
          && inside.charAt(end) != '/') {
        end++;
      }
      return inside.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private void leave(String name) {
      if (hiding.contains(name)) {
        while (!name.equals(hiding.pop())) {}
      }
    }

    private void attributes(String inside) {
      var values = VALUE.matcher(inside);
      while (values.find()) {
        String value = values.group(1) == null ? values.group(2) : values.group(1);
        // One word is an address, a class or a number.
        if (value.indexOf(' ') >= 0) {
          other.append(unescaped(value)).append('\n');
        }
      }
    }

    private int indexOfIgnoreCase(String wanted, int from) {
      for (int i = from; i + wanted.length() <= raw.length(); i++) {
        if (raw.regionMatches(true, i, wanted, 0, wanted.length())) {
          return i;
        }
      }
      return -1;
    }

    private static final Pattern ENTITY =
        Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,6}));");

    private static String unescaped(String text) {
      if (text.indexOf('&') < 0) {
        return text;
      }
      return ENTITY
          .matcher(text)
          .replaceAll(match ->
              java.util.regex.Matcher.quoteReplacement(
                  match.group(1) != null
                      ? character(Integer.parseInt(match.group(1)), match.group())
                      : match.group(2) != null
                          ? character(Integer.parseInt(match.group(2), 16), match.group())
                          : named(match.group(3), match.group())));
    }

    private static String character(int point, String written) {
      return Character.isValidCodePoint(point) && (point < 0xD800 || point > 0xDFFF)
          ? Character.toString(point)
          : written;
    }

    private static String named(String name, String written) {
      return switch (name) {
        case "amp" -> "&";
        case "lt" -> "<";
        case "gt" -> ">";
        case "quot" -> "\"";
        case "apos" -> "'";
        case "nbsp" -> " ";
        case "shy" -> "\u00AD";
        default -> written;
      };
    }
  }
}
