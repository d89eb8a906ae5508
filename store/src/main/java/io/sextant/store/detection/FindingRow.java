package io.sextant.store.detection;

import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.FindingId;
import io.sextant.core.telemetry.EventId;
import io.sextant.sigma.Detection.FieldMatch;
import io.sextant.sigma.Level;
import io.sextant.sigma.RuleId;
import io.sextant.store.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How a finding stands in its row: ids as JSON arrays of text, evidence in a table of its own.
final class FindingRow {
  /// The columns that [#read] needs.
  static final String COLUMNS =
      "id, rule, title, level, status, first, last, count, dedup_key, system, atlas_release, tactics, techniques, entities, matches";

  private static final JsonMapper JSON = JsonMapper.shared();

  private FindingRow() {}

  static boolean open(Finding.Status status) {
    return switch (status) {
      case NEW, ACKNOWLEDGED -> true;
      case RESOLVED, FALSE_POSITIVE -> false;
    };
  }

  /// The level's number in the table, higher for worse.
  static int rank(Level level) {
    return switch (level) {
      case INFORMATIONAL -> 0;
      case LOW -> 1;
      case MEDIUM -> 2;
      case HIGH -> 3;
      case CRITICAL -> 4;
    };
  }

  static Level level(int rank) {
    for (Level level : Level.values()) {
      if (rank(level) == rank) {
        return level;
      }
    }
    throw new IllegalArgumentException("no level has the rank " + rank);
  }

  static <T> String texts(List<T> values, Function<T, String> text) {
    ArrayNode array = JSON.createArrayNode();
    values.forEach(value -> array.add(text.apply(value)));
    return array.toString();
  }

  static String entities(SequencedMap<String, String> entities) {
    ObjectNode object = JSON.createObjectNode();
    entities.forEach(object::put);
    return object.toString();
  }

  static String matches(List<FieldMatch> matches) {
    ArrayNode array = JSON.createArrayNode();
    for (FieldMatch match : matches) {
      array
          .addArray()
          .add(match.selection())
          .add(match.field())
          .add(match.value())
          .add(match.expected());
    }
    return array.toString();
  }

  /// What a text filter looks in, in lower case.
  static String haystack(Finding finding) {
    return (finding.title()
            + "\n"
            + finding.rule().value()
            + "\n"
            + finding.system()
            + "\n"
            + finding.entities().entrySet().stream()
                .map(entity -> entity.getKey() + "=" + entity.getValue())
                .collect(Collectors.joining("\n")))
        .toLowerCase(Locale.ROOT);
  }

  static Finding read(ResultSet row, List<EventId> evidence) throws SQLException {
    return new Finding(
        new FindingId(row.getString("id")),
        new RuleId(row.getString("rule")),
        row.getString("title"),
        level(row.getInt("level")),
        new ReleaseId(row.getString("atlas_release")),
        list(row.getString("techniques"), TechniqueId::new),
        list(row.getString("tactics"), TacticId::new),
        row.getString("system"),
        readEntities(row.getString("entities")),
        evidence,
        readMatches(row.getString("matches")),
        Times.instant(row.getLong("first")),
        Times.instant(row.getLong("last")),
        row.getString("dedup_key"),
        row.getLong("count"),
        Finding.Status.valueOf(row.getString("status")));
  }

  private static <T> List<T> list(String json, Function<String, T> make) {
    return StreamSupport.stream(JSON.readTree(json).spliterator(), false)
        .map(JsonNode::asString)
        .map(make)
        .toList();
  }

  private static SequencedMap<String, String> readEntities(String json) {
    SequencedMap<String, String> entities = new LinkedHashMap<>();
    JSON.readTree(json)
        .properties()
        .forEach(entity -> entities.put(entity.getKey(), entity.getValue().asString()));
    return entities;
  }

  private static List<FieldMatch> readMatches(String json) {
    return StreamSupport.stream(JSON.readTree(json).spliterator(), false)
        .map(m ->
            new FieldMatch(
                m.get(0).asString(), m.get(1).asString(), m.get(2).asString(), m.get(3).asString()))
        .toList();
  }
}
