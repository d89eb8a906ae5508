package io.sextant.core.telemetry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Cuts a stream of JSON into records without holding more than one of them: one object a line, the
/// elements of an array, or objects spread over lines. A record longer than the limit is skipped,
/// never buffered.
///
/// Which of the three it is shows at the start: `[` opens an array; an object that is still open at
/// the end of its line while the next line does not begin another is spread over lines. A byte
/// order mark, blank lines and CRLF are passed over.
///
/// One thread at a time may use it.
public final class RecordSplitter {
  private static final int BUFFER = 1 << 16;
  private static final int END = -1;

  private enum Layout {
    LINES,
    ARRAY,
    SPREAD
  }

  /// What a slice is.
  public enum Kind {
    RECORD,
    /// It was longer than the limit and is not here.
    TOO_LONG,
    /// The array that held the records was not closed.
    UNCLOSED
  }

  /// One record's bytes.
  ///
  /// @param position the line on which it starts; in an array, its number
  @SuppressWarnings("ArrayRecordComponent") // never compared, and a copy would double the work
  public record Slice(long position, byte[] bytes, Kind kind) {}

  private final InputStream in;
  private final int limit;
  private final byte[] buffer = new byte[BUFFER];
  private int next;
  private int end;
  private long line = 1;
  private long element;
  private boolean started;
  private boolean inArray;
  private Layout layout = Layout.LINES;

  /// @param recordBytes the longest record to hand out
  public RecordSplitter(InputStream in, int recordBytes) {
    this.in = in;
    this.limit = recordBytes;
  }

  /// The next record; empty at the end of the stream.
  public Optional<Slice> next() throws IOException {
    if (!started) {
      started = true;
      Optional<Slice> first = start();
      if (first.isPresent()) {
        return first;
      }
    }
    return switch (layout) {
      case LINES -> nextLine();
      case ARRAY -> nextElement();
      case SPREAD -> nextSpread();
    };
  }

  private Optional<Slice> start() throws IOException {
    skipByteOrderMark();
    int first = skipBlank();
    if (first == '[') {
      layout = Layout.ARRAY;
      return Optional.empty();
    }
    if (first != '{') {
      return Optional.empty();
    }
    Optional<Slice> line = nextLine();
    if (line.isEmpty() || line.get().kind() != Kind.RECORD) {
      return line;
    }
    Balance balance = new Balance();
    for (byte b : line.get().bytes()) {
      balance.take(b);
    }
    if (balance.depth() == 0 || balance.inText()) {
      return line;
    }
    int following = skipBlank();
    if (following == END || following == '{') {
      return line;
    }
    layout = Layout.SPREAD;
    Gathered gathered = new Gathered(line.get().position());
    for (byte b : line.get().bytes()) {
      gathered.add(b);
    }
    gathered.add('\n');
    return Optional.of(spread(gathered, balance));
  }

  private void skipByteOrderMark() throws IOException {
    if (peek() == 0xEF) {
      // A stream may hand out single bytes, so the mark is taken byte by byte.
      int[] mark = {0xEF, 0xBB, 0xBF};
      for (int expected : mark) {
        if (peek() == expected) {
          next++;
        }
      }
    }
  }

  private Optional<Slice> nextLine() throws IOException {
    if (skipBlank() == END) {
      return Optional.empty();
    }
    Gathered gathered = new Gathered(line);
    while (peek() != END) {
      int stop = next;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      gathered.add(buffer, next, stop - next);
      next = stop;
      if (stop < end) {
        break;
      }
    }
    return Optional.of(gathered.slice());
  }

  private Optional<Slice> nextSpread() throws IOException {
    return skipBlank() == END
        ? Optional.empty()
        : Optional.of(spread(new Gathered(line), new Balance()));
  }

  private Slice spread(Gathered gathered, Balance balance) throws IOException {
    for (int c = peek(); c != END; c = peek()) {
      gathered.add(take());
      balance.take(c);
      if (balance.depth() <= 0 && !balance.inText() && (c == '}' || c == ']' || c == '\n')) {
        break;
      }
    }
    return gathered.slice();
  }

  private Optional<Slice> nextElement() throws IOException {
    int c = skipBlank();
    while (c == ',' || c == '[' || c == ']') {
      if (c == '[' && inArray) {
        break;
      }
      if (c != ',') {
        inArray = c == '[';
      }
      take();
      c = skipBlank();
    }
    if (c == END) {
      Optional<Slice> unclosed =
          inArray
              ? Optional.of(new Slice(element + 1, new byte[0], Kind.UNCLOSED))
              : Optional.empty();
      inArray = false;
      return unclosed;
    }
    Gathered gathered = new Gathered(++element);
    Balance balance = new Balance();
    for (; c != END; c = peek()) {
      boolean between = balance.depth() == 0 && !balance.inText();
      if (between && (c == ',' || c == ']')) {
        break;
      }
      gathered.add(take());
      balance.take(c);
    }
    return Optional.of(gathered.slice());
  }

  /// Passes over white space.
  ///
  /// @return the byte that follows, not taken
  private int skipBlank() throws IOException {
    int c = peek();
    while (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      take();
      c = peek();
    }
    return c;
  }

  private int peek() throws IOException {
    while (next == end) {
      end = in.read(buffer, 0, BUFFER);
      next = 0;
      if (end < 0) {
        end = 0;
        return END;
      }
    }
    return buffer[next] & 0xFF;
  }

  private byte take() {
    byte taken = buffer[next++];
    if (taken == '\n') {
      line++;
    }
    return taken;
  }

  /// How deep a position in JSON text is, without regard to its validity.
  private static final class Balance {
    private int depth;
    private boolean inText;
    private boolean escaped;

    void take(int c) {
      if (inText) {
        if (escaped) {
          escaped = false;
        } else if (c == '\\') {
          escaped = true;
        } else if (c == '"') {
          inText = false;
        }
        return;
      }
      switch (c) {
        case '"' -> inText = true;
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
    }

    int depth() {
      return depth;
    }

    boolean inText() {
      return inText;
    }
  }

  /// The bytes of one record, dropped when they become too many.
  private final class Gathered {
    private final long position;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private boolean tooLong;

    Gathered(long position) {
      this.position = position;
    }

    void add(int b) {
      if (bytes.size() < limit) {
        bytes.write(b);
      } else {
        tooLong = true;
      }
    }

    void add(byte[] from, int offset, int length) {
      int room = Math.min(length, limit - bytes.size());
      bytes.write(from, offset, room);
      tooLong |= room < length;
    }

    Slice slice() {
      return new Slice(position, bytes.toByteArray(), tooLong ? Kind.TOO_LONG : Kind.RECORD);
    }
  }
}
