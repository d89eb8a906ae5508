package io.sextant.cli.sigma;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads events from a stream: one object a line, one array, or objects one after the other.
///
/// Lines are told from the rest by their first line being a whole object. Broken lines are reported
/// and the rest is read; in the other forms reading ends at the first error.
final class EventInput {
  /// Longest line, in bytes.
  static final int MAX_LINE = 16 << 20;

  private static final int MAX_DEPTH = 500;
  private static final int BUFFER = 1 << 16;

  /// Bytes in which the end of a line is looked for at a time.
  private static final int CHUNK = 1 << 12;

  /// Takes what is read.
  interface Sink {
    /// @param number the zero-based line, or the place among the objects of another form
    void event(long number, JsonNode event);

    /// @param line zero-based
    void problem(long line, long column, String message);
  }

  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_LINE)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final BufferedInputStream in;
  private final Sink sink;
  private final byte[] chunk = new byte[CHUNK];
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream(CHUNK);
  private boolean lineTooLong;

  private EventInput(InputStream in, Sink sink) {
    this.in = new BufferedInputStream(in, BUFFER);
    this.sink = sink;
  }

  /// Reads the whole stream.
  static void read(InputStream in, Sink sink) throws IOException {
    new EventInput(in, sink).read();
  }

  private void read() throws IOException {
    skipByteOrderMark();
    long line = 0;
    byte[] first = line();
    while (first.length == 0 && !lineTooLong && !atEnd()) {
      line++;
      first = line();
    }
    int start = firstVisible(first);
    boolean whole = start < first.length && first[start] != '[' && isLines(first);
    if (!whole && start < first.length) {
      stream(first, line);
      return;
    }
    lines(first, line);
  }

  /// Whether the first line is one object of its own: it parses, or the next line begins another.
  private boolean isLines(byte[] first) throws IOException {
    try (JsonParser parser = mapper.createParser(first)) {
      mapper.readTree(parser);
      return parser.nextToken() != JsonToken.START_OBJECT;
    } catch (JacksonException _) {
      in.mark(BUFFER / 2);
      int next = in.read();
      while (next == '\n' || next == '\r') {
        next = in.read();
      }
      in.reset();
      return next == '{';
    }
  }

  private void lines(byte[] first, long firstNumber) throws IOException {
    long number = firstNumber;
    byte[] line = first;
    while (true) {
      if (lineTooLong) {
        sink.problem(number, 0, "the line is longer than " + MAX_LINE + " bytes");
      } else if (firstVisible(line) < line.length) {
        line(line, number);
      }
      if (atEnd()) {
        return;
      }
      line = line();
      number++;
    }
  }

  private void line(byte[] line, long number) {
    try (JsonParser parser = mapper.createParser(line)) {
      while (parser.nextToken() != null) {
        JsonNode event = mapper.readTree(parser);
        if (event.isObject()) {
          sink.event(number, event);
        } else {
          sink.problem(number, 0, "expected a JSON object, found " + kind(event));
        }
      }
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      sink.problem(number, at == null ? 0 : at.getColumnNr(), problem(e));
    }
  }

  private static String kind(JsonNode node) {
    return node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String problem(JacksonException e) {
    String message = e.getOriginalMessage();
    return "not well-formed JSON: " + message.lines().findFirst().orElse("");
  }

  private void stream(byte[] first, long firstLine) throws IOException {
    InputStream joined =
        new java.io.SequenceInputStream(
            new java.io.ByteArrayInputStream(Arrays.copyOf(first, first.length + 1)) {
              {
                buf[count - 1] = '\n';
              }
            },
            in);
    long number = 0;
    try (JsonParser parser = mapper.createParser(joined)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
          continue;
        }
        JsonNode event = mapper.readTree(parser);
        if (event.isObject()) {
          sink.event(number, event);
        } else {
          sink.problem(number, 0, "expected a JSON object, found " + kind(event));
        }
        number++;
      }
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      long line = at == null ? number : firstLine + at.getLineNr() - 1;
      sink.problem(line, at == null ? 0 : at.getColumnNr(), problem(e));
    }
  }

  private void skipByteOrderMark() throws IOException {
    in.mark(3);
    byte[] start = in.readNBytes(3);
    if (!Arrays.equals(start, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF})) {
      in.reset();
    }
  }

  private boolean atEnd() throws IOException {
    in.mark(1);
    boolean end = in.read() < 0;
    in.reset();
    return end;
  }

  /// The next line without its end; sets `lineTooLong` and skips the rest of one that is.
  private byte[] line() throws IOException {
    collected.reset();
    lineTooLong = false;
    boolean ended = false;
    while (!ended) {
      in.mark(CHUNK);
      int read = in.read(chunk, 0, CHUNK);
      int length = 0;
      while (length < read && chunk[length] != '\n') {
        length++;
      }
      ended = length < read || read < 0;
      if (length < read) {
        in.reset();
        in.skipNBytes(length + 1L);
      }
      lineTooLong |= collected.size() + length > MAX_LINE;
      if (!lineTooLong) {
        collected.write(chunk, 0, length);
      }
    }
    return lineTooLong ? new byte[0] : collected.toByteArray();
  }

  private static int firstVisible(byte[] line) {
    int at = 0;
    while (at < line.length && line[at] <= ' ' && line[at] >= 0) {
      at++;
    }
    return at;
  }
}
