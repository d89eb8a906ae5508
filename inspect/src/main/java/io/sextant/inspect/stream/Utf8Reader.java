package io.sextant.inspect.stream;

/// Puts characters together from UTF-8 bytes that come one at a time. A byte that belongs to no
/// character is one of its own, [#BROKEN].
final class Utf8Reader {
  /// No character: as far as any reader is concerned, a symbol of no meaning.
  static final int BROKEN = 0xfffd;

  /// Receives each character with the offsets of its bytes.
  interface Sink {
    void character(int codePoint, long from, long to);
  }

  private final Sink sink;
  private long offset;
  private long start;
  private int codePoint;
  private int missing;
  private int least;

  Utf8Reader(Sink sink) {
    this.sink = sink;
  }

  void accept(byte b) {
    int value = b & 0xff;
    if (missing > 0 && (value & 0xc0) == 0x80) {
      continued(value);
      return;
    }
    broken();
    start = offset++;
    if (value < 0x80) {
      sink.character(value, start, offset);
    } else if (value >= 0xc2 && value < 0xe0) {
      begin(value & 0x1f, 1, 0x80);
    } else if (value >= 0xe0 && value < 0xf0) {
      begin(value & 0x0f, 2, 0x800);
    } else if (value >= 0xf0 && value < 0xf5) {
      begin(value & 0x07, 3, 0x10000);
    } else {
      sink.character(BROKEN, start, offset);
    }
  }

  private void begin(int bits, int more, int smallest) {
    codePoint = bits;
    missing = more;
    least = smallest;
  }

  private void continued(int value) {
    offset++;
    codePoint = (codePoint << 6) | (value & 0x3f);
    if (--missing == 0) {
      boolean valid = codePoint >= least && codePoint <= 0x10ffff && (codePoint >> 11) != 0x1b;
      sink.character(valid ? codePoint : BROKEN, start, offset);
    }
  }

  /// Ends the input; what was begun is broken.
  void end() {
    broken();
  }

  private void broken() {
    if (missing > 0) {
      missing = 0;
      sink.character(BROKEN, start, offset);
    }
  }
}
