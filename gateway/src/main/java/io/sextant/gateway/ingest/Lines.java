package io.sextant.gateway.ingest;

import io.sextant.core.Utf8;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads lines of bounded length; of a longer one only that it was too long is kept.
final class Lines implements Closeable {
  private static final int BUFFER = 1 << 16;

  /// How much of what cannot be read is shown and kept.
  static final int SHOWN = 2_000;

  private final InputStream in;
  private final int most;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int at;
  private int end;
  private long number;

  /// @param most longest line, in bytes
  Lines(InputStream in, int most) {
    this.in = in;
    this.most = most;
  }

  /// A line without its end.
  ///
  /// @param number from 1
  /// @param ended whether a line feed followed
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Line(long number, byte[] bytes, boolean tooLong, boolean ended) {
    /// @throws CharacterCodingException when it is not UTF-8
    String text() throws CharacterCodingException {
      return Utf8.text(bytes, bytes.length);
    }

    String shown() {
      return new String(bytes, 0, Math.min(bytes.length, SHOWN), StandardCharsets.UTF_8);
    }
  }

  /// The next line; empty at the end.
  Optional<Line> next() throws IOException {
    line.reset();
    boolean tooLong = false;
    boolean any = false;
    while (true) {
      if (at == end) {
        end = Math.max(0, in.read(buffer));
        at = 0;
        if (end == 0) {
          return any ? Optional.of(take(tooLong, false)) : Optional.empty();
        }
      }
      any = true;
      int feed = at;
      while (feed < end && buffer[feed] != '\n') {
        feed++;
      }
      int room = most - line.size();
      tooLong |= feed - at > room;
      line.write(buffer, at, Math.min(room, feed - at));
      boolean ended = feed < end;
      at = ended ? feed + 1 : feed;
      if (ended) {
        return Optional.of(take(tooLong, true));
      }
    }
  }

  private Line take(boolean tooLong, boolean ended) {
    byte[] bytes = line.toByteArray();
    return new Line(++number, bytes, tooLong, ended);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
