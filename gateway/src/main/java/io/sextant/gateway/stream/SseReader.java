package io.sextant.gateway.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Cuts a stream of server-sent events (WHATWG HTML, §9.2) into frames, keeping their bytes. For
/// one thread.
public final class SseReader {
  /// Held by every stream for as long as it lasts; most events are shorter.
  private static final int BUFFER = 2 << 10;

  private final InputStream in;
  private final int maxFrame;
  private final byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;

  /// @param maxFrame longest frame, in bytes
  public SseReader(InputStream in, int maxFrame) {
    this.in = in;
    this.maxFrame = maxFrame;
  }

  /// A frame is longer than the limit.
  public static final class TooLong extends IOException {
    TooLong(int limit) {
      super("an event of the stream is longer than " + limit + " bytes");
    }
  }

  /// The next frame with the empty line that ends it; what stands at the end without one is a frame
  /// too. Empty at the end.
  public Optional<byte[]> next() throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(256);
    boolean lineEmpty = true;
    int previous = -1;
    while (true) {
      if (from == to && !fill()) {
        return frame.size() == 0 ? Optional.empty() : Optional.of(frame.toByteArray());
      }
      int b = buffer[from++];
      frame.write(b);
      if (frame.size() > maxFrame) {
        throw new TooLong(maxFrame);
      }
      boolean newLine = b == '\n' || b == '\r';
      boolean pairEnd = b == '\n' && previous == '\r';
      if (newLine && !pairEnd && lineEmpty && frame.size() > 1) {
        if (b == '\r') {
          takeLineFeed(frame);
        }
        return Optional.of(frame.toByteArray());
      }
      if (!pairEnd) {
        lineEmpty = newLine;
      }
      previous = b;
    }
  }

  /// A carriage return that ends a frame may be half of a pair; the other half has then come with
  /// it, or is read as the start of the next frame, where it means nothing.
  private void takeLineFeed(ByteArrayOutputStream frame) {
    if (from < to && buffer[from] == '\n') {
      frame.write(buffer[from++]);
    }
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, in.read(buffer));
    return to > 0;
  }
}
