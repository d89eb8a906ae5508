package io.sextant.atlas;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/// Turns the bytes of a release file into YAML nodes with their places, within limits: size, depth
/// and aliases. Scalars stay text, so that a date or a version is never anything else.
final class YamlText {
  /// Largest file read, in bytes; the largest official one is below 1 MiB.
  static final int MAX_BYTES = 32 << 20;

  /// Deepest nesting; an official file needs 7.
  static final int MAX_DEPTH = 40;

  /// Characters that the reader wants beyond the text, so that one read takes all of it.
  private static final int BUFFER_MARGIN = 16;

  /// Aliases of collections in one file; official files use none, YAML writers may add a few.
  static final int MAX_ALIASES = 100;

  private static final String TOO_DEEP = "nesting deeper than " + MAX_DEPTH;

  private YamlText() {}

  /// The root node, or empty when the log says why not.
  static Optional<Node> parse(byte[] bytes, IssueLog log) {
    if (tooLarge(bytes, log)) {
      return Optional.empty();
    }
    return decode(bytes, log).flatMap(text -> compose(text, log));
  }

  /// Whether a file is larger than any that is read; then the log says so.
  static boolean tooLarge(byte[] bytes, IssueLog log) {
    if (bytes.length <= MAX_BYTES) {
      return false;
    }
    log.error(
        "SX-ATLAS-003",
        Optional.empty(),
        "the file has " + bytes.length + " bytes; at most " + MAX_BYTES + " are read",
        "An ATLAS release has about one million bytes. Is this the right file?");
    return true;
  }

  private static Optional<String> decode(byte[] bytes, IssueLog log) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    out.flip();
    if (result.isError()) {
      String before = out.toString();
      int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
      int column = before.length() - before.lastIndexOf('\n');
      log.error(
          "SX-ATLAS-001",
          line,
          column,
          String.format(
              "byte 0x%02X at offset %d is not UTF-8", bytes[in.position()], in.position()),
          "Save the file as UTF-8.");
      return Optional.empty();
    }
    String text = out.toString();
    return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  private static Optional<Node> compose(String text, IssueLog log) {
    LoadSettings settings =
        LoadSettings.builder()
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setCodePointLimit(MAX_BYTES)
            .setUseMarks(true)
            // Scalars stay text, so nothing needs to tell what they could be.
            .setSchema(new FailsafeSchema())
            // One read for the whole text: the library fails on a character outside the basic
            // plane that lies across two of its buffers.
            .setBufferSize(text.length() + BUFFER_MARGIN)
            .build();
    try {
      Parser parser = new DepthLimit(new ParserImpl(settings, new StreamReader(settings, text)));
      Optional<Node> root = new Composer(settings, parser).getSingleNode();
      if (root.isEmpty()) {
        log.error(
            "SX-ATLAS-004",
            Optional.empty(),
            "the file is empty",
            "Give a release file such as ATLAS-2026.05.yaml.");
      }
      return root;
    } catch (MarkedYamlEngineException e) {
      String problem = String.valueOf(e.getProblem());
      boolean limit = problem.equals(TOO_DEEP);
      log.error(
          limit ? "SX-ATLAS-003" : "SX-ATLAS-002",
          e.getProblemMark().or(e::getContextMark),
          (limit ? "" : "not well-formed YAML: ") + problem,
          limit
              ? "No ATLAS release nests so deep."
              : "Check quotes and indentation just before this place.");
      return Optional.empty();
    } catch (ReaderException e) {
      log.error(
          "SX-ATLAS-002",
          Optional.empty(),
          String.format(
              "the character U+%04X at position %d may not stand in YAML",
              e.getCodePoint(), e.getPosition()),
          "Remove it.");
      return Optional.empty();
    } catch (YamlEngineException e) {
      log.error(
          "SX-ATLAS-003",
          Optional.empty(),
          "the YAML goes over a limit: " + e.getMessage(),
          "An ATLAS release needs no aliases; at most " + MAX_ALIASES + " are followed.");
      return Optional.empty();
    }
  }

  /// Passes events on and stops at the nesting limit, before the composer's recursion would exhaust
  /// the stack.
  private static final class DepthLimit implements Parser {
    private final Parser parser;
    private int depth;

    DepthLimit(Parser parser) {
      this.parser = parser;
    }

    @Override
    public boolean checkEvent(Event.ID id) {
      return parser.checkEvent(id);
    }

    @Override
    public Event peekEvent() {
      return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
      return parser.hasNext();
    }

    @Override
    public Event next() {
      Event event = parser.next();
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        case Alias, Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> {}
      }
      if (depth > MAX_DEPTH) {
        throw new TooDeep(event);
      }
      return event;
    }
  }

  private static final class TooDeep extends MarkedYamlEngineException {
    TooDeep(Event event) {
      super("", Optional.empty(), TOO_DEEP, event.getStartMark());
    }
  }
}
