package io.sextant.cli.sigma;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A text as UTF-8, whatever it was written in: tools of Windows write UTF-16 by default.
final class Utf8Stream extends InputStream {
  private static final int CHARACTERS = 1 << 13;

  private final Reader text;
  private final char[] characters = new char[CHARACTERS];
  private byte[] encoded = {};
  private int next;

  /// Half of a surrogate pair whose other half comes with the next characters.
  private int kept;

  private Utf8Stream(Reader text) {
    this.text = text;
  }

  /// The same without a byte order mark, and in UTF-8 when it is in UTF-16.
  static InputStream of(InputStream in) throws IOException {
    BufferedInputStream marked = new BufferedInputStream(in);
    marked.mark(4);
    byte[] start = marked.readNBytes(4);
    marked.reset();
    if (start.length >= 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB) {
      marked.skipNBytes(start[2] == (byte) 0xBF ? 3 : 0);
      return marked;
    }
    Optional<Charset> wide = wide(start);
    return wide.isEmpty() ? marked : new Utf8Stream(new InputStreamReader(marked, wide.get()));
  }

  /// The charset that a byte order mark tells, or a first character of ASCII in two bytes.
  private static Optional<Charset> wide(byte[] start) {
    if (start.length < 2) {
      return Optional.empty();
    }
    boolean bigMark = start[0] == (byte) 0xFE && start[1] == (byte) 0xFF;
    boolean littleMark = start[0] == (byte) 0xFF && start[1] == (byte) 0xFE;
    if (bigMark || littleMark) {
      return Optional.of(StandardCharsets.UTF_16);
    }
    if (start[0] == 0 && start[1] > 0) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    return start[0] > 0 && start[1] == 0
        ? Optional.of(StandardCharsets.UTF_16LE)
        : Optional.empty();
  }

  @Override
  public int read() throws IOException {
    return isFilled() ? encoded[next++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!isFilled()) {
      return -1;
    }
    int count = Math.min(length, encoded.length - next);
    System.arraycopy(encoded, next, into, from, count);
    next += count;
    return count;
  }

  /// Whether there is a byte to give.
  private boolean isFilled() throws IOException {
    while (next == encoded.length) {
      int read = text.read(characters, kept, CHARACTERS - kept);
      int count = kept + Math.max(0, read);
      if (count == 0) {
        return false;
      }
      kept = read > 0 && Character.isHighSurrogate(characters[count - 1]) ? 1 : 0;
      encoded = new String(characters, 0, count - kept).getBytes(StandardCharsets.UTF_8);
      characters[0] = characters[count - 1];
      next = 0;
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
