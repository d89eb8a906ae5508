package io.sextant.cli.sigma;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
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

/// Reads events from a stream, in UTF-8 or UTF-16: one object a line, one array, or objects one
/// after the other.
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
  private boolean lineEnded;

  private EventInput(InputStream in, Sink sink) throws IOException {
    this.in = new BufferedInputStream(Utf8Stream.of(in), BUFFER);
    this.sink = sink;
  }

  /// Reads the whole stream.
  static void read(InputStream in, Sink sink) throws IOException {
    new EventInput(in, sink).read();
  }

  private void read() throws IOException {
    long line = 0;
    byte[] first = begun();
    while (first.length == 0 && !lineTooLong && !atEnd()) {
      line++;
      first = begun();
    }
    if (lineTooLong) {
      if (isArray(first) || holdsWholeObject(first)) {
        stream(first, line);
      } else {
        finish();
        lines(first, line);
      }
      return;
    }
    int start = firstVisible(first);
    boolean whole = start < first.length && first[start] != '[' && isLines(first);
    if (!whole && start < first.length) {
      stream(first, line);
      return;
    }
    lines(first, line);
  }

  private static boolean isArray(byte[] text) {
    int start = firstVisible(text);
    return start < text.length && text[start] == '[';
  }

  /// Whether the beginning of a line that is too long is an object and more: the line then holds
  /// objects one after the other.
  private boolean holdsWholeObject(byte[] beginning) {
    try (JsonParser parser = mapper.createParser(beginning)) {
      return mapper.readTree(parser).isObject();
    } catch (JacksonException _) {
      return false;
    }
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
    // Of a limit Jackson names the method that sets it, too.
    String message = e.getOriginalMessage().replaceAll(", from `[^`]*`", "");
    return "not well-formed JSON: " + message.lines().findFirst().orElse("");
  }

  /// @param first what was read already: a line without its end, or the beginning of one
  private void stream(byte[] first, long firstLine) throws IOException {
    byte[] end = lineTooLong ? new byte[0] : new byte[] {'\n'};
    InputStream joined =
        new SequenceInputStream(
            new SequenceInputStream(new ByteArrayInputStream(first), new ByteArrayInputStream(end)),
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

  private boolean atEnd() throws IOException {
    in.mark(1);
    boolean end = in.read() < 0;
    in.reset();
    return end;
  }

  /// The next line without its end; empty, with `lineTooLong` set, when it is too long.
  private byte[] line() throws IOException {
    byte[] line = begun();
    if (lineTooLong) {
      finish();
      return new byte[0];
    }
    return line;
  }

  /// The next line without its end; of one that is too long, with `lineTooLong` set, the beginning.
  private byte[] begun() throws IOException {
    collected.reset();
    lineTooLong = false;
    lineEnded = false;
    while (!lineEnded && !lineTooLong) {
      lineEnded = chunk();
      lineTooLong = collected.size() > MAX_LINE;
    }
    return collected.toByteArray();
  }

  /// Skips what is left of a line.
  private void finish() throws IOException {
    while (!lineEnded) {
      collected.reset();
      lineEnded = chunk();
    }
  }

  /// Collects bytes of a line; whether it has ended.
  private boolean chunk() throws IOException {
    in.mark(CHUNK);
    int read = in.read(chunk, 0, CHUNK);
    int length = 0;
    while (length < read && chunk[length] != '\n') {
      length++;
    }
    if (length < read) {
      in.reset();
      in.skipNBytes(length + 1L);
    }
    collected.write(chunk, 0, length);
    return length < read || read < 0;
  }

  private static int firstVisible(byte[] line) {
    int at = 0;
    while (at < line.length && line[at] <= ' ' && line[at] >= 0) {
      at++;
    }
    return at;
  }
}
