package io.sextant.atlas;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// Turns JSON (STIX, MISP) into the same nodes as [YamlText], so that every shape is read by the
/// same means. JSON is nearly YAML, but not quite: surrogate pairs and tabs would fail there.
final class JsonText {
  private static final int[] NO_SNIPPET = {};

  private final JsonParser parser;

  private JsonText(JsonParser parser) {
    this.parser = parser;
  }

  /// Whether a text is meant as JSON: an object whose first key stands in double quotes.
  static boolean looksSo(byte[] bytes) {
    int brace = skipSpace(bytes, 0);
    if (brace >= bytes.length || bytes[brace] != '{') {
      return false;
    }
    int key = skipSpace(bytes, brace + 1);
    return key < bytes.length && bytes[key] == '"';
  }

  private static int skipSpace(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length
        && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\n' || bytes[at] == '\r')) {
      at++;
    }
    return at;
  }

  /// The root node, or empty when the log says why not.
  static Optional<Node> parse(byte[] bytes, IssueLog log) {
    if (YamlText.tooLarge(bytes, log)) {
      return Optional.empty();
    }
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(YamlText.MAX_DEPTH)
            .maxStringLength(YamlText.MAX_BYTES)
            .build();
    JsonFactory factory = JsonFactory.builder().streamReadConstraints(limits).build();
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), bytes)) {
      parser.nextToken();
      Node root = new JsonText(parser).node();
      if (parser.nextToken() != null) {
        Mark at = mark(parser.currentTokenLocation());
        log.error(
            "SX-ATLAS-002",
            Optional.of(at),
            "not well-formed JSON: something follows the end of the document",
            "Keep one document a file.");
        return Optional.empty();
      }
      return Optional.of(root);
    } catch (JacksonException e) {
      boolean limit = e instanceof tools.jackson.core.exc.StreamConstraintsException;
      String problem = String.valueOf(e.getOriginalMessage());
      log.error(
          limit ? "SX-ATLAS-003" : "SX-ATLAS-002",
          Optional.ofNullable(e.getLocation()).map(JsonText::mark),
          limit
              ? "the JSON goes over a limit: " + IssueLog.quote(problem)
              : "not well-formed JSON: " + IssueLog.quote(problem),
          limit ? "No ATLAS release needs that." : "Is the file whole?");
      return Optional.empty();
    }
  }

  /// The value at which the parser stands.
  private Node node() {
    Optional<Mark> at = Optional.of(mark(parser.currentTokenLocation()));
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      List<NodeTuple> fields = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        Node key = text(Optional.of(mark(parser.currentTokenLocation())));
        parser.nextToken();
        fields.add(new NodeTuple(key, node()));
      }
      return new MappingNode(Tag.MAP, true, fields, FlowStyle.FLOW, at, at);
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      List<Node> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(node());
      }
      return new SequenceNode(Tag.SEQ, true, elements, FlowStyle.FLOW, at, at);
    }
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return text(at);
    }
    return new ScalarNode(
        Tag.STR, true, String.valueOf(parser.getString()), ScalarStyle.PLAIN, at, at);
  }

  private Node text(Optional<Mark> at) {
    return new ScalarNode(Tag.STR, true, parser.getString(), ScalarStyle.DOUBLE_QUOTED, at, at);
  }

  private static Mark mark(TokenStreamLocation location) {
    return new Mark(
        "",
        0,
        Math.max(0, location.getLineNr() - 1),
        Math.max(0, location.getColumnNr() - 1),
        NO_SNIPPET,
        0);
  }
}
