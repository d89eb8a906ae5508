package io.sextant.gateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.gateway.protocol.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Reads JSON lines. A line is a record as it is, `{"data": {…}, "provenance": {…}}`, or for
/// documents `{"text": "…", "name": "…", "provenance": {…}}`.
public final class JsonLines implements Source {
  private static final Set<String> RECORD = Set.of("data", "provenance");
  private static final Set<String> DOCUMENT = Set.of("text", "name", "provenance");

  private final String name;
  private final DataSet set;
  private final Provenance usual;
  private final Lines lines;

  /// @param name of the file, for places
  /// @param usual the provenance of what states none
  public JsonLines(String name, DataSet set, Provenance usual, InputStream in) {
    this.name = name;
    this.set = set;
    this.usual = usual;
    this.lines = new Lines(in, set.recordBytes());
  }

  @Override
  public Optional<Read> next() throws IOException {
    while (true) {
      Optional<Lines.Line> line = lines.next();
      if (line.isEmpty()) {
        return Optional.empty();
      }
      if (line.get().tooLong() || !isBlank(line.get().bytes())) {
        return Optional.of(read(line.get()));
      }
    }
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte each : bytes) {
      if (each != ' ' && each != '\t' && each != '\r') {
        return false;
      }
    }
    return true;
  }

  private Read read(Lines.Line line) {
    String place = name + ":" + line.number();
    if (line.tooLong()) {
      return unreadable(
          line, 0, Codes.TOO_LONG, "the line is longer than " + set.recordBytes() + " bytes");
    }
    try {
      return of(set, usual, place, line.text(), Json.object(line.bytes()));
    } catch (CharacterCodingException _) {
      return unreadable(line, 0, Codes.NOT_TEXT, "the line is not UTF-8");
    } catch (Json.Malformed e) {
      return unreadable(
          line,
          e.column(),
          Codes.NOT_JSON,
          String.valueOf(e.getMessage()).replaceFirst("^the body", "the line"));
    } catch (Provenance.Malformed e) {
      return unreadable(line, 0, Codes.PROVENANCE, String.valueOf(e.getMessage()));
    }
  }

  private Read unreadable(Lines.Line line, int column, String code, String message) {
    return new Read.Unreadable(
        name + ":" + line.number(), line.number(), column, code, message, line.shown());
  }

  /// What one object holds.
  ///
  /// @param raw the object as it was written
  /// @throws Provenance.Malformed when what it says of itself is wrong
  /// @throws Json.Malformed when it is no document and should be one
  static Read of(DataSet set, Provenance usual, String place, String raw, ObjectNode object)
      throws Provenance.Malformed, Json.Malformed {
    return switch (set.kind()) {
      case RECORDS -> record(usual, place, raw, object);
      case DOCUMENTS -> document(usual, place, object);
    };
  }

  private static Read record(Provenance usual, String place, String raw, ObjectNode object)
      throws Provenance.Malformed {
    boolean wrapped =
        object.path("data") instanceof ObjectNode && RECORD.containsAll(object.propertyNames());
    if (!wrapped) {
      return new Read.Row(place, object, usual, raw, JsonLines::text);
    }
    Provenance own =
        object.has("provenance") ? Provenance.read(object.path("provenance")) : Provenance.NONE;
    return new Read.Row(
        place,
        (ObjectNode) object.path("data"),
        own.or(usual),
        raw,
        changed -> {
          ObjectNode whole = object.objectNode().setAll(object);
          whole.set("data", changed);
          return text(whole);
        });
  }

  private static Read document(Provenance usual, String place, ObjectNode object)
      throws Provenance.Malformed, Json.Malformed {
    if (!object.path("text").isString()) {
      throw Json.malformed("a document has a 'text'");
    }
    for (String key : object.propertyNames()) {
      if (!DOCUMENT.contains(key)) {
        throw Json.malformed("a document has text, name and provenance, and no '" + key + "'");
      }
    }
    Provenance own =
        object.has("provenance") ? Provenance.read(object.path("provenance")) : Provenance.NONE;
    String name = object.path("name").asString("");
    String text = object.path("text").stringValue();
    return new Read.Document(
        name.isEmpty() ? place : name, own.or(usual), text, Markup.of(name, text));
  }

  private static String text(ObjectNode object) {
    return new String(Json.bytes(object), UTF_8);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
