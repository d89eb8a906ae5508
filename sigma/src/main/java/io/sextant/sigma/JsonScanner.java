package io.sextant.sigma;

import io.sextant.sigma.EventTape.Form;
import io.sextant.sigma.EventTape.Kind;
import java.util.Arrays;

/// Puts one JSON object on a tape in one pass over its bytes.
///
/// Only what it can read exactly as every reader does is accepted: keys of ASCII that stand once in
/// their object, numbers without exponents. The rest, and what is not JSON, is left to a full
/// parser to read or to refuse.
final class JsonScanner {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_NUMBER = 100;
  private static final int MAX_FRACTION = 30;

  private final EventTape tape;
  private final int[] open = new int[MAX_DEPTH];
  private byte[] bytes = {};
  private int at;
  private int end;

  /// How the text just read is kept.
  private Form form = Form.PLAIN;

  /// The hashes of keys met, each with its object's; valid where the stamp is that of this event.
  private int[] seenHash = new int[256];

  private int[] seenStamp = new int[256];
  private int seenCount;
  private int stamp;

  JsonScanner(EventTape tape) {
    this.tape = tape;
  }

  /// Reads an event.
  ///
  /// @return whether it could; when not, the tape holds nothing of use
  boolean scan(byte[] json) {
    bytes = json;
    at = 0;
    end = json.length;
    tape.reset(json);
    seenCount = 0;
    if (++stamp == 0) {
      Arrays.fill(seenStamp, 0);
      stamp = 1;
    }
    skipSpace();
    if (at == end || bytes[at] != '{') {
      return false;
    }
    if (!members()) {
      return false;
    }
    skipSpace();
    return at == end;
  }

  private void skipSpace() {
    while (at < end && isSpace(bytes[at])) {
      at++;
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /// Everything from the bracket that opens the event to the one that closes it.
  private boolean members() {
    int depth = 0;
    open[0] = tape.open(Kind.OBJECT);
    at++;
    boolean first = true;
    while (true) {
      skipSpace();
      if (at >= end) {
        return false;
      }
      int container = open[depth];
      boolean object = tape.kind(container) == Kind.OBJECT;
      if (bytes[at] == (object ? '}' : ']')) {
        at++;
        tape.close(container);
        if (depth-- == 0) {
          return true;
        }
        first = false;
        continue;
      }
      if (!first && !separator()) {
        return false;
      }
      if (object && !key(container)) {
        return false;
      }
      if (!object) {
        tape.key("");
      }
      skipSpace();
      if (at >= end) {
        return false;
      }
      byte b = bytes[at];
      if (b == '{' || b == '[') {
        if (++depth == MAX_DEPTH) {
          return false;
        }
        open[depth] = tape.open(b == '{' ? Kind.OBJECT : Kind.ARRAY);
        at++;
        first = true;
      } else if (scalar(b)) {
        first = false;
      } else {
        return false;
      }
    }
  }

  private boolean separator() {
    if (bytes[at] != ',') {
      return false;
    }
    at++;
    skipSpace();
    return at < end;
  }

  private boolean key(int container) {
    if (bytes[at] != '"') {
      return false;
    }
    int from = ++at;
    if (!text() || form != Form.PLAIN) {
      return false;
    }
    int to = at - 1;
    skipSpace();
    if (at >= end || bytes[at] != ':' || !isNew(container, from, to)) {
      return false;
    }
    at++;
    tape.key(from, to);
    return true;
  }

  /// Whether a key stands for the first time in its object; notes it.
  private boolean isNew(int container, int from, int to) {
    int hash = KeyHash.of(bytes, from, to) + container * 0x9E3779B1;
    if (seenCount * 2 >= seenHash.length) {
      growSeen();
    }
    int mask = seenHash.length - 1;
    int slot = hash & mask;
    while (seenStamp[slot] == stamp) {
      if (seenHash[slot] == hash) {
        // Equal hashes: the same key, or so unlikely that a full parser may look at it.
        return false;
      }
      slot = (slot + 1) & mask;
    }
    seenStamp[slot] = stamp;
    seenHash[slot] = hash;
    seenCount++;
    return true;
  }

  private void growSeen() {
    int[] hashes = seenHash;
    int[] stamps = seenStamp;
    int length = hashes.length * 2;
    seenHash = new int[length];
    seenStamp = new int[length];
    for (int i = 0; i < hashes.length; i++) {
      if (stamps[i] == stamp) {
        int slot = hashes[i] & (length - 1);
        while (seenStamp[slot] == stamp) {
          slot = (slot + 1) & (length - 1);
        }
        seenStamp[slot] = stamp;
        seenHash[slot] = hashes[i];
      }
    }
  }

  private boolean scalar(byte b) {
    if (b == '"') {
      int from = ++at;
      if (!text()) {
        return false;
      }
      tape.add(Kind.TEXT, form, from, at - 1);
      return true;
    }
    return switch (b) {
      case 't' -> word("true", Kind.BOOLEAN);
      case 'f' -> word("false", Kind.BOOLEAN);
      case 'n' -> word("null", Kind.NULL);
      default -> number();
    };
  }

  private boolean word(String word, Kind kind) {
    int from = at;
    for (int i = 0; i < word.length(); i++) {
      if (at == end || bytes[at++] != word.charAt(i)) {
        return false;
      }
    }
    tape.add(kind, Form.PLAIN, from, at);
    return isDelimiter();
  }

  private boolean isDelimiter() {
    return at < end
        && (bytes[at] == ',' || bytes[at] == '}' || bytes[at] == ']' || isSpace(bytes[at]));
  }

  private boolean number() {
    int from = at;
    boolean negative = bytes[at] == '-';
    if (negative) {
      at++;
    }
    int whole = at;
    digits();
    int length = at - whole;
    boolean zero = length == 1 && bytes[whole] == '0';
    if (length == 0 || length > MAX_NUMBER || (bytes[whole] == '0' && !zero)) {
      return false;
    }
    if (at < end && bytes[at] == '.') {
      at++;
      int fraction = at;
      digits();
      if (at == fraction || at - from > MAX_FRACTION) {
        return false;
      }
      tape.add(Kind.NUMBER, Form.FRACTION, from, at);
      return isDelimiter();
    }
    if (negative && zero) {
      return false;
    }
    tape.add(Kind.NUMBER, Form.PLAIN, from, at);
    return isDelimiter();
  }

  private void digits() {
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
  }

  /// Goes behind the quotation mark that ends a text, and tells its form.
  private boolean text() {
    int from = at;
    boolean escaped = false;
    boolean wide = false;
    boolean raw = false;
    while (true) {
      while (at + Long.BYTES <= end) {
        long special = special(ByteWord.at(bytes, at));
        if (special != 0) {
          at += Long.numberOfTrailingZeros(special) >> 3;
          break;
        }
        at += Long.BYTES;
      }
      if (at >= end) {
        return false;
      }
      byte b = bytes[at];
      if (b == '"') {
        form = wide ? Form.WIDE : escaped ? Form.ESCAPED : Form.PLAIN;
        at++;
        return !raw || JsonText.isUtf8(bytes, from, at - 1);
      }
      if (b == '\\') {
        escaped = true;
        int unit = escape();
        if (unit < 0) {
          return false;
        }
        wide |= unit >= 0x80;
      } else if (b < 0) {
        wide = true;
        raw = true;
        at++;
      } else if (b < ' ') {
        return false;
      } else {
        at++;
      }
    }
  }

  /// The high bit of the first byte that is a quotation mark, a backslash, a control or not ASCII;
  /// bits above it mean nothing.
  private static long special(long word) {
    long found =
        ByteWord.equal(word, '"') | ByteWord.equal(word, '\\') | ByteWord.below(word, ' ') | word;
    return found & ByteWord.HIGH;
  }

  /// Goes behind an escape.
  ///
  /// @return the UTF-16 unit that it stands for; negative when it is none
  private int escape() {
    if (at + 1 >= end) {
      return -1;
    }
    byte kind = bytes[at + 1];
    if (kind == 'u') {
      int unit = at + 6 <= end ? JsonText.unit(bytes, at + 2) : -1;
      at += 6;
      return unit;
    }
    at += 2;
    return switch (kind) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> kind;
      default -> -1;
    };
  }
}
