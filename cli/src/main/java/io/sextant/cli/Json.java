package io.sextant.cli;

import java.io.PrintStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/// Writes JSON results: `json` is one indented document, `jsonl` one object a line. Shapes are
/// documented in `docs/cli.md`.
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
  private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

  private Json() {}

  /// An empty object to fill.
  public static tools.jackson.databind.node.ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// An empty array to fill.
  public static tools.jackson.databind.node.ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /// Why a text is not one JSON document, in words that name no class of the parser.
  public static String problem(JacksonException refused) {
    return refused instanceof MismatchedInputException
        ? "something follows the end of the document"
        : refused.getOriginalMessage();
  }

  /// Writes one document, indented, with a line end.
  public static void document(JsonNode node, PrintStream to) {
    to.println(PRETTY.writeValueAsString(node));
  }

  /// Writes one object on a line of its own.
  public static void line(JsonNode node, PrintStream to) {
    to.println(MAPPER.writeValueAsString(node));
  }
}
