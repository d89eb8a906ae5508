package io.sextant.atlas.lint;

import io.sextant.atlas.AtlasId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Finds ids in text of any kind in one pass over it; the prefixes `AML` and `ATLAS` are what it
/// looks for.
final class MentionScanner {
  private static final int DIGITS = 4;
  private static final int SUB_DIGITS = 3;
  private static final int MOST_DIGITS = 6;
  private static final int MOST_SEGMENT = 16;

  /// The last of the characters of a prefix by which it is found.
  private static final int PROBE = 2;

  private final String text;
  private final List<Mention> mentions = new ArrayList<>();
  private final Map<String, Optional<AtlasId>> ids = new HashMap<>();

  private MentionScanner(String text) {
    this.text = text;
  }

  static List<Mention> scan(String text) {
    return new MentionScanner(text).scan();
  }

  /// Every third character is looked at: one of any three that follow each other in a prefix tells
  /// where the prefix would begin.
  private List<Mention> scan() {
    int free = 0;
    int last = text.length() - DIGITS;
    for (int at = PROBE; at < last + PROBE; at += PROBE + 1) {
      int start = at - offset(text.charAt(at));
      if (start <= at && start >= free && start < last && begins(start)) {
        free = candidate(start);
        at = Math.max(at, free - 1);
      }
    }
    return mentions;
  }

  /// How far behind the beginning of a prefix a character stands in its first three; less than
  /// nothing when it is none of them.
  private static int offset(char c) {
    return switch (c) {
      case 'A', 'a' -> 0;
      case 'M', 'm', 'T', 't' -> 1;
      case 'L', 'l' -> 2;
      default -> -1;
    };
  }

  private boolean begins(int at) {
    char c = text.charAt(at);
    return (c == 'A' || c == 'a') && "mMtT".indexOf(text.charAt(at + 1)) >= 0;
  }

  /// Looks for an id at an `A`; answers where to go on.
  private int candidate(int start) {
    int prefix = prefix(start);
    if (prefix == start || (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1)))) {
      return start + 1;
    }
    int at = prefix;
    String custom = "";
    int letters = letters(at);
    if (letters == 0) {
      int segment = segment(at);
      if (segment == at || letters(segment + 1) == 0 || !text.startsWith("AML.", start)) {
        return start + 1;
      }
      custom = text.substring(at, segment + 1);
      at = segment + 1;
      letters = letters(at);
    }
    String kind = text.substring(at, at + letters).toUpperCase(Locale.ROOT);
    int digits = at + letters;
    int end = digits(digits);
    if (end == digits || end - digits > MOST_DIGITS || letterFollows(end)) {
      return start + 1;
    }
    return add(start, custom + kind, text.substring(digits, end), end);
  }

  private int add(int start, String kind, String number, int end) {
    String sub = "";
    int stop = end;
    boolean separated = end < text.length() && isSubSeparator(text.charAt(end));
    int subEnd = separated ? digits(end + 1) : end;
    int subDigits = subEnd - end - 1;
    boolean dotted = separated && text.charAt(end) == '.';
    if (subDigits > 0
        && subDigits <= MOST_DIGITS
        && !letterFollows(subEnd)
        && (dotted || subDigits == SUB_DIGITS)) {
      sub = text.substring(end + 1, subEnd);
      stop = subEnd;
    }
    String written = text.substring(start, stop);
    boolean whole =
        number.length() == DIGITS
            && (sub.isEmpty() || (sub.length() == SUB_DIGITS && kind.endsWith("T")));
    String canonical =
        "AML." + kind + pad(number, DIGITS) + (sub.isEmpty() ? "" : "." + pad(sub, SUB_DIGITS));
    Optional<AtlasId> id = ids.computeIfAbsent(canonical, AtlasId::parse);
    mentions.add(new Mention(start, stop, written, id, spelling(written, canonical, whole)));
    return stop;
  }

  private static Mention.Spelling spelling(String written, String canonical, boolean whole) {
    if (!whole) {
      return Mention.Spelling.BROKEN;
    }
    if (written.equals(canonical)) {
      return Mention.Spelling.EXACT;
    }
    return written.equals("atlas." + canonical.toLowerCase(Locale.ROOT))
        ? Mention.Spelling.TAG
        : Mention.Spelling.LOOSE;
  }

  private static String pad(String number, int length) {
    return "0".repeat(Math.max(0, length - number.length())) + number;
  }

  /// The end of `AML`, `ATLAS` or both with their separators; `start` when there is none.
  private int prefix(int start) {
    int at = start;
    if (text.regionMatches(true, at, "ATLAS", 0, 5)) {
      at = separator(at + 5);
      if (at == start + 5) {
        return start;
      }
    }
    if (text.regionMatches(true, at, "AML", 0, 3)) {
      return separator(at + 3);
    }
    return at;
  }

  private int separator(int at) {
    return at < text.length() && ".:/_- ".indexOf(text.charAt(at)) >= 0 ? at + 1 : at;
  }

  private static boolean isSubSeparator(char c) {
    return c == '.' || c == '/' || c == '_' || c == '-';
  }

  /// How many letters of a kind stand here: `TA`, `CS`, `T` or `M` before a digit.
  private int letters(int at) {
    char first = upper(at);
    char second = upper(at + 1);
    if ((first == 'T' && second == 'A') || (first == 'C' && second == 'S')) {
      return isDigit(upper(at + 2)) ? 2 : 0;
    }
    return (first == 'T' || first == 'M') && isDigit(second) ? 1 : 0;
  }

  /// The character at a place in upper case; a blank beyond the end.
  private char upper(int at) {
    return at < text.length() ? Character.toUpperCase(text.charAt(at)) : ' ';
  }

  /// The end of a custom segment that a dot follows; `at` when there is none.
  private int segment(int at) {
    int end = at;
    while (end < text.length()
        && end - at < MOST_SEGMENT
        && ((text.charAt(end) >= 'A' && text.charAt(end) <= 'Z') || isDigit(text.charAt(end)))) {
      end++;
    }
    return end > at && end < text.length() && text.charAt(end) == '.' ? end : at;
  }

  private int digits(int at) {
    int end = at;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private boolean letterFollows(int at) {
    return at < text.length() && Character.isLetterOrDigit(text.charAt(at));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
