package io.sextant.gateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.gateway.protocol.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A batch as a client sends it: `{"dataset", "batch", "provenance", "records": […]}`, or lines of
/// which the first is the same without the records.
public final class JsonRequest implements AutoCloseable {
  private static final Set<String> HEAD = Set.of("dataset", "batch", "provenance");
  private static final String RECORDS = "records";
  private static final int HEAD_BYTES = 64 << 10;

  private final DataSet set;
  private final String batch;
  private final Source source;

  /// What is wrong with it, for who sent it.
  public static final class Malformed extends Exception {
    private final int status;
    private final String code;

    Malformed(int status, String code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }

    /// Of HTTP.
    public int status() {
      return status;
    }

    public String code() {
      return code;
    }
  }

  private JsonRequest(DataSet set, String batch, Source source) {
    this.set = set;
    this.batch = batch;
    this.source = source;
  }

  public DataSet set() {
    return set;
  }

  public String batch() {
    return batch;
  }

  public Source source() {
    return source;
  }

  /// One that came whole.
  public static JsonRequest of(DataGate gate, byte[] body) throws Malformed {
    ObjectNode object = object(body);
    if (!object.path(RECORDS).isArray()) {
      throw new Malformed(400, Codes.BATCH, "'records' is a list");
    }
    JsonNode records = object.path(RECORDS);
    DataSet set = set(gate, object);
    Provenance usual = usual(object);
    Iterator<JsonNode> items = records.iterator();
    return new JsonRequest(set, batch(object, true), new Items(set, usual, items));
  }

  /// One that comes in lines.
  ///
  /// @param in stays open
  public static JsonRequest lines(DataGate gate, InputStream in) throws Malformed, IOException {
    byte[] head = head(in);
    ObjectNode object = object(head);
    DataSet set = set(gate, object);
    // The head is a line too: places are those of the body.
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream("\n".getBytes(UTF_8)), in);
    return new JsonRequest(
        set, batch(object, false), new JsonLines("line", set, usual(object), whole));
  }

  private static byte[] head(InputStream in) throws Malformed, IOException {
    java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.write(b);
      if (line.size() > HEAD_BYTES) {
        throw new Malformed(400, Codes.BATCH, "the first line is longer than " + HEAD_BYTES);
      }
    }
    return line.toByteArray();
  }

  private static ObjectNode object(byte[] body) throws Malformed {
    try {
      return Json.object(body);
    } catch (Json.Malformed e) {
      throw new Malformed(400, Codes.NOT_JSON, String.valueOf(e.getMessage()));
    }
  }

  private static DataSet set(DataGate gate, ObjectNode object) throws Malformed {
    String id = object.path("dataset").asString("");
    Optional<DataSet> set = gate.set(id);
    if (set.isEmpty()) {
      throw new Malformed(
          404,
          Codes.UNKNOWN_DATA_SET,
          "there is no data set '"
              + (id.length() > 80 ? id.substring(0, 80) + "…" : id)
              + "'; there are "
              + String.join(", ", gate.sets().stream().map(DataSet::id).limit(20).toList()));
    }
    return set.get();
  }

  private static String batch(ObjectNode object, boolean whole) throws Malformed {
    for (String key : object.propertyNames()) {
      if (!HEAD.contains(key) && !(whole && key.equals(RECORDS))) {
        throw new Malformed(
            400,
            Codes.BATCH,
            "'"
                + (key.length() > 40 ? key.substring(0, 40) + "…" : key)
                + "' is not known; expected dataset, batch, provenance"
                + (whole ? " and records" : ""));
      }
    }
    String batch = object.path("batch").asString("");
    if (batch.isBlank() || batch.length() > DataGate.BATCH_NAME) {
      throw new Malformed(
          400,
          Codes.BATCH,
          "'batch' names the batch, in 1 to "
              + DataGate.BATCH_NAME
              + " characters: checked again under its name it is no duplicate of itself");
    }
    return batch;
  }

  private static Provenance usual(ObjectNode object) throws Malformed {
    try {
      return object.has("provenance")
          ? Provenance.read(object.path("provenance"))
          : Provenance.NONE;
    } catch (Provenance.Malformed e) {
      throw new Malformed(400, Codes.PROVENANCE, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  /// Records of a list.
  private static final class Items implements Source {
    private final DataSet set;
    private final Provenance usual;
    private final Iterator<JsonNode> items;
    private int index;

    Items(DataSet set, Provenance usual, Iterator<JsonNode> items) {
      this.set = set;
      this.usual = usual;
      this.items = items;
    }

    @Override
    public Optional<Read> next() {
      if (!items.hasNext()) {
        return Optional.empty();
      }
      JsonNode item = items.next();
      String place = "/records/" + index++;
      String raw = new String(Json.bytes(item), UTF_8);
      if (!(item instanceof ObjectNode object)) {
        return Optional.of(bad(place, Codes.NOT_JSON, "a record is an object", raw));
      }
      if (raw.length() > set.recordBytes()) {
        return Optional.of(
            bad(place, Codes.TOO_LONG, "the record is longer than " + set.recordBytes(), raw));
      }
      try {
        return Optional.of(JsonLines.of(set, usual, place, raw, object));
      } catch (Provenance.Malformed e) {
        return Optional.of(bad(place, Codes.PROVENANCE, String.valueOf(e.getMessage()), raw));
      } catch (Json.Malformed e) {
        return Optional.of(bad(place, Codes.NOT_JSON, String.valueOf(e.getMessage()), raw));
      }
    }

    private static Read bad(String place, String code, String message, String raw) {
      String shown = raw.length() > Lines.SHOWN ? raw.substring(0, Lines.SHOWN) : raw;
      return new Read.Unreadable(place, 0, 0, code, message, shown);
    }
  }
}
