package io.sextant.gateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.gateway.ingest.Quarantined.Closing;
import io.sextant.gateway.ingest.Quarantined.State;
import io.sextant.gateway.protocol.Json;
import io.sextant.ledger.entry.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Lines of the quarantine's file.
final class QuarantineJson {
  /// Longest line.
  static final int LINE = 64 << 10;

  private QuarantineJson() {}

  sealed interface Line {}

  record Put(Quarantined item) implements Line {}

  /// @param number of the item, from 0
  record Close(int number, Closing closing) implements Line {}

  static String put(Quarantined item) {
    ObjectNode line = Json.object();
    line.put("id", item.id())
        .put("time", item.time().toString())
        .put("dataset", item.dataset())
        .put("batch", item.batch())
        .put("place", item.place())
        .put("digest", item.digest())
        .put("decision", item.decision().label())
        .put("principal", item.principal())
        .put("bytes", item.bytes())
        .put("receipt", item.receipt());
    add(line, "rules", item.rules());
    add(line, "techniques", item.techniques());
    add(line, "notes", item.notes());
    return new String(Json.bytes(line), UTF_8);
  }

  private static void add(ObjectNode line, String key, List<String> texts) {
    var list = line.putArray(key);
    texts.forEach(list::add);
  }

  static String close(int number, Closing closing) {
    return new String(
        Json.bytes(
            Json.object()
                .put("of", number)
                .put("state", closing.state().label())
                .put("who", closing.who())
                .put("reason", closing.reason())
                .put("time", closing.time().toString())
                .put("receipt", closing.receipt())),
        UTF_8);
  }

  static Line parse(String text) {
    try {
      ObjectNode line = Json.object(text.getBytes(UTF_8));
      return line.has("of") ? closing(line) : new Put(item(line));
    } catch (Json.Malformed | java.time.DateTimeException | java.util.NoSuchElementException e) {
      throw new IllegalStateException("the quarantine was altered: " + e.getMessage(), e);
    }
  }

  private static Close closing(ObjectNode line) {
    return new Close(
        line.path("of").asInt(),
        new Closing(
            State.of(line.path("state").asString("")).orElseThrow(),
            line.path("who").asString(""),
            line.path("reason").asString(""),
            Instant.parse(line.path("time").asString("")),
            line.path("receipt").asLong()));
  }

  private static Quarantined item(ObjectNode line) {
    return new Quarantined(
        line.path("id").asString(""),
        Instant.parse(line.path("time").asString("")),
        line.path("dataset").asString(""),
        line.path("batch").asString(""),
        line.path("place").asString(""),
        line.path("digest").asString(""),
        Decision.of(line.path("decision").asString("")).orElseThrow(),
        texts(line.path("rules")),
        texts(line.path("techniques")),
        texts(line.path("notes")),
        line.path("principal").asString(""),
        line.path("bytes").asLong(),
        line.path("receipt").asLong(),
        Optional.empty());
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asString("")));
    return texts;
  }
}
