package io.sextant.sigma.pipeline;

import io.sextant.sigma.LogSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Turns raw records into events as rules name them, and tells what log they are from.
///
/// One thread at a time may use a router.
public final class EventRouter {
  /// Stands for a part that the event certainly does not have, so that rules about one do not
  /// concern it.
  static final String NONE = "-";

  private final List<SourceTable> tables;
  private final Pipelines pipelines;

  /// A router over these pipelines; the first that recognises a record takes it.
  public EventRouter(Pipelines pipelines) {
    this.pipelines = pipelines;
    this.tables = pipelines.list().stream().map(SourceTable::new).toList();
  }

  /// An event ready for an engine.
  public record Routed(LogSource source, JsonNode body) {}

  /// The events of one record: itself, or those that it holds.
  public List<Routed> route(JsonNode read, LogSource stated) {
    if (!(read instanceof ObjectNode record)) {
      return List.of(new Routed(stated, read));
    }
    for (SourceTable table : tables) {
      Optional<List<JsonNode>> held = held(table.pipeline(), record);
      if (held.isPresent()) {
        List<Routed> events = new ArrayList<>();
        held.get().forEach(inner -> events.addAll(route(inner, stated)));
        return events;
      }
    }
    for (SourceTable table : tables) {
      Optional<Routed> routed = routed(table, record, stated);
      if (routed.isPresent()) {
        return List.of(routed.get());
      }
    }
    return List.of(new Routed(stated, record));
  }

  private static Optional<List<JsonNode>> held(Pipeline pipeline, ObjectNode record) {
    for (String key : pipeline.records()) {
      JsonNode list = record.get(key);
      if (list != null && list.isArray()) {
        return Optional.of(list.valueStream().toList());
      }
    }
    return Optional.empty();
  }

  private Optional<Routed> routed(SourceTable table, ObjectNode record, LogSource stated) {
    Pipeline pipeline = table.pipeline();
    ObjectNode body =
        switch (pipeline.layout()) {
          case PLAIN -> copy(record);
          case WINDOWS -> WindowsLayout.flatten(record);
        };
    addAliases(pipeline, body);
    Optional<SourceTable.Hit> found = table.find(body);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    SourceTable.Hit hit = found.get();
    overlay(hit, body);
    LogSource told = hit.source();
    Categories categories = pipelines.categories(pipeline);
    return Optional.of(
        new Routed(
            new LogSource(
                first(categories.groupOf(stated.category()), told.category()),
                first(stated.product(), told.product()),
                stated.category().isEmpty() || !stated.service().isEmpty()
                    ? first(stated.service(), told.service())
                    : told.service().equals(NONE) ? "" : told.service()),
            body));
  }

  private static String first(String one, String other) {
    return one.isEmpty() ? other : one;
  }

  private static void addAliases(Pipeline pipeline, ObjectNode body) {
    for (Map.Entry<String, List<String>> alias : pipeline.aliases().entrySet()) {
      if (Paths.find(body, alias.getKey()).isEmpty()) {
        alias.getValue().stream()
            .flatMap(name -> Paths.find(body, name).stream())
            .findFirst()
            .ifPresent(value -> body.set(alias.getKey(), value));
      }
    }
  }

  /// A copy that shares the values.
  private static ObjectNode copy(ObjectNode record) {
    ObjectNode copy = record.objectNode();
    record.properties().forEach(entry -> copy.set(entry.getKey(), entry.getValue()));
    return copy;
  }

  private static void overlay(SourceTable.Hit hit, ObjectNode body) {
    hit.fields()
        .forEach((name, from) -> Paths.find(body, from).ifPresent(value -> body.set(name, value)));
    hit.constants().forEach(body::put);
  }
}
