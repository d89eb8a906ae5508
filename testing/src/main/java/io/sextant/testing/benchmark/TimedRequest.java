package io.sextant.testing.benchmark;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.stream.IntStream;

/// A request made beforehand whose spans get the time at which it is sent, as exporters' have:
/// without that, every repetition would look like a batch that comes late.
final class TimedRequest {
  /// Bytes of a tag and its fixed64 value.
  private static final int FIELD = 1 + Long.BYTES;

  private static final byte START_TAG = Span.START_TIME_UNIX_NANO_FIELD_NUMBER << 3 | 1;
  private static final byte END_TAG = Span.END_TIME_UNIX_NANO_FIELD_NUMBER << 3 | 1;

  /// Time between the ends of two spans, and what each lasts.
  private static final long BETWEEN = Duration.ofNanos(400_000).toNanos();

  private static final long LASTS = Duration.ofMillis(400).toNanos();

  private final byte[] bytes;
  private final int[] starts;
  private final int[] ends;

  /// @param request whose spans all have the times `start` and `end`, found nowhere else in it
  TimedRequest(ExportTraceServiceRequest request, long start, long end) {
    bytes = request.toByteArray();
    starts = places(START_TAG, start);
    ends = places(END_TAG, end);
  }

  private int[] places(byte tag, long value) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return IntStream.rangeClosed(0, bytes.length - FIELD)
        .filter(i -> bytes[i] == tag && buffer.getLong(i + 1) == value)
        .map(i -> i + 1)
        .toArray();
  }

  /// How many spans it has.
  int spans() {
    return ends.length;
  }

  /// The request as sent now; its last span ends now.
  byte[] now() {
    byte[] sent = bytes.clone();
    ByteBuffer buffer = ByteBuffer.wrap(sent).order(ByteOrder.LITTLE_ENDIAN);
    long now = System.currentTimeMillis() * 1_000_000;
    for (int i = 0; i < ends.length; i++) {
      long end = now - (ends.length - 1 - i) * BETWEEN;
      buffer.putLong(starts[i], end - LASTS);
      buffer.putLong(ends[i], end);
    }
    return sent;
  }
}
