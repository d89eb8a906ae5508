package io.sextant.core.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;

/// Makes inputs for tests, and normalisers with a fixed clock.
final class Inputs {
  static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");

  /// A record that is taken.
  static final String GOOD =
      "{\"time\":\"2026-03-01T00:00:00Z\",\"logsource\":{\"product\":\"ai\",\"category\":\"llm_inference\"},"
          + "\"gen_ai.prompt\":\"hello\"}";

  private Inputs() {}

  static JsonNormalizer normalizer() {
    return normalizer(Limits.DEFAULT);
  }

  static JsonNormalizer normalizer(Limits limits) {
    return new JsonNormalizer(limits, InstantSource.fixed(NOW), new FixedIds());
  }

  static Normalized read(String text) {
    return read(text.getBytes(UTF_8));
  }

  static Normalized read(byte[] bytes) {
    return read(new ByteArrayInputStream(bytes));
  }

  static Normalized read(InputStream in) {
    CollectingSink sink = new CollectingSink();
    normalizer().read(in, "test", SourceFormat.UNKNOWN, sink);
    return sink.collected();
  }

  /// A stream of `chunks` pieces that is never in memory as a whole.
  static InputStream generated(int chunks, IntFunction<byte[]> chunk) {
    return new InputStream() {
      private int next;
      private InputStream current = InputStream.nullInputStream();

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int read = current.read(into, offset, length);
        while (read < 0 && next < chunks) {
          current = new ByteArrayInputStream(chunk.apply(next++));
          read = current.read(into, offset, length);
        }
        return read;
      }
    };
  }

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }
}
