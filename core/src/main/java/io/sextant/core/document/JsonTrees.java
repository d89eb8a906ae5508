package io.sextant.core.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// Reads JSON (RFC 8259) with the place of every value.
final class JsonTrees {
  private static final int MAX_DEPTH = 128;
  private static final int MAX_TEXT = 32 << 20;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT)
                  .build())
          .build();

  private final IssueLog log;

  JsonTrees(IssueLog log) {
    this.log = log;
  }

  /// The one document of a file; empty after a syntax error.
  Optional<Tree> read(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return Optional.empty();
      }
      Tree tree = value(parser, first);
      if (parser.nextToken() != null) {
        log.error(
            Codes.SYNTAX,
            place(parser.currentTokenLocation()),
            "the document has ended before this",
            "Keep one JSON document in a file.");
      }
      return Optional.of(tree);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      log.error(
          Codes.SYNTAX,
          at == null ? Place.FILE : place(at),
          "not well-formed JSON: " + e.getOriginalMessage(),
          "Check quotes, commas and brackets at this place and just before it.");
      return Optional.empty();
    }
  }

  private Tree value(JsonParser parser, JsonToken token) {
    Place place = place(parser.currentTokenLocation());
    return switch (token) {
      case START_OBJECT -> object(parser, place);
      case START_ARRAY -> {
        List<Tree> items = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          items.add(value(parser, next));
        }
        yield new Tree.Sequence(place, items);
      }
      case VALUE_STRING -> new Tree.Scalar(place, parser.getString(), false);
      default -> new Tree.Scalar(place, parser.getString(), true);
    };
  }

  private Tree object(JsonParser parser, Place place) {
    SequencedMap<String, Tree.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Place keyPlace = place(parser.currentTokenLocation());
      Tree value = value(parser, parser.nextToken());
      Tree.Entry earlier = entries.putIfAbsent(key, new Tree.Entry(key, keyPlace, value));
      if (earlier != null) {
        log.error(
            Codes.DUPLICATE_KEY,
            keyPlace,
            "the key '" + key + "' stands here again; first in line " + earlier.keyPlace().line(),
            "Keep one of them; the first is used.");
      }
    }
    return new Tree.Mapping(place, entries);
  }

  private static Place place(TokenStreamLocation location) {
    return new Place(Math.max(0, location.getLineNr()), Math.max(0, location.getColumnNr()));
  }
}
