package io.sextant.sigma;

import java.nio.charset.StandardCharsets;

/// Takes the escapes out of texts as JSON writes them. The texts have been found to be well-formed.
final class JsonText {
  private JsonText() {}

  static String ascii(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /// Writes a text of which every character is ASCII without escapes.
  ///
  /// @param into with room for as many bytes as the text has now; those behind the text's new end
  ///   may be overwritten
  /// @return where it ends in `into`
  static int unescape(byte[] bytes, int from, int to, byte[] into, int start) {
    int out = start;
    int at = from;
    while (at + Long.BYTES <= to) {
      // Eight bytes are copied, and those before a backslash count.
      long word = ByteWord.at(bytes, at);
      ByteWord.put(word, into, out);
      long found = ByteWord.equal(word, '\\') & ByteWord.HIGH;
      if (found == 0) {
        out += Long.BYTES;
        at += Long.BYTES;
      } else {
        int plain = Long.numberOfTrailingZeros(found) >> 3;
        into[out + plain] = (byte) escaped(bytes, at + plain + 1);
        at += plain + (bytes[at + plain + 1] == 'u' ? 6 : 2);
        out += plain + 1;
      }
    }
    while (at < to) {
      if (bytes[at] == '\\') {
        into[out++] = (byte) escaped(bytes, at + 1);
        at += bytes[at + 1] == 'u' ? 6 : 2;
      } else {
        into[out++] = bytes[at++];
      }
    }
    return out;
  }

  /// A text with any characters.
  static String decode(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int done = from;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\') {
        text.append(new String(bytes, done, i - done, StandardCharsets.UTF_8));
        text.append(escaped(bytes, ++i));
        i += bytes[i] == 'u' ? 4 : 0;
        done = i + 1;
      }
    }
    return text.append(new String(bytes, done, to - done, StandardCharsets.UTF_8)).toString();
  }

  /// The character that an escape stands for.
  ///
  /// @param at where its letter is
  static char escaped(byte[] bytes, int at) {
    return switch (bytes[at]) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) unit(bytes, at + 1);
      default -> (char) bytes[at];
    };
  }

  /// The number that four hexadecimal digits make; -1 when they do not.
  static int unit(byte[] bytes, int at) {
    int unit = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = (unit << 4) | digit;
    }
    return unit;
  }

  /// Whether bytes are characters in UTF-8, each in its only right form.
  static boolean isUtf8(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      int lead = bytes[i] & 0xff;
      int more = lead < 0x80 ? 0 : lead < 0xC2 ? -1 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
      if (more < 0 || lead > 0xF4 || i + more >= to) {
        return false;
      }
      int character = more == 0 ? lead : lead & (0x3f >> more);
      for (int k = 1; k <= more; k++) {
        if ((bytes[i + k] & 0xC0) != 0x80) {
          return false;
        }
        character = (character << 6) | (bytes[i + k] & 0x3f);
      }
      boolean small = (more == 2 && character < 0x800) || (more == 3 && character < 0x10000);
      if (small || character > 0x10FFFF || (character >= 0xD800 && character < 0xE000)) {
        return false;
      }
      i += more + 1;
    }
    return true;
  }
}
