package io.sextant.core.contract;

import io.sextant.core.Page;
import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.EventId;
import io.sextant.core.telemetry.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A journal in memory, by the shortest code that does what [Events] says. One thread at a time.
public class InMemoryEvents implements Events {
  private final TreeMap<Long, Event> events = new TreeMap<>();
  private final Set<EventId> ids = new HashSet<>();
  private final InMemoryFindings findings;
  private long last;

  /// @param findings tell what has been searched and which events they need
  public InMemoryEvents(InMemoryFindings findings) {
    this.findings = findings;
  }

  @Override
  public List<Numbered> append(List<Event> more) {
    Set<EventId> given = new HashSet<>();
    for (Event event : more) {
      if (ids.contains(event.id()) || !given.add(event.id())) {
        throw new IllegalStateException("there is an event " + event.id() + " already");
      }
    }
    ids.addAll(given);
    List<Numbered> numbered = new ArrayList<>();
    for (Event event : more) {
      events.put(++last, event);
      numbered.add(new Numbered(last, event));
    }
    return numbered;
  }

  @Override
  public Optional<Event> find(EventId id) {
    return events.values().stream().filter(event -> event.id().equals(id)).findFirst();
  }

  @Override
  public List<Numbered> after(long sequence, int limit) {
    return events.tailMap(sequence, false).entrySet().stream()
        .limit(limit)
        .map(entry -> new Numbered(entry.getKey(), entry.getValue()))
        .toList();
  }

  @Override
  public long firstSince(Instant time) {
    return events.entrySet().stream()
        .filter(entry -> !entry.getValue().time().isBefore(time))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(last + 1);
  }

  @Override
  public Page<Event> page(String category, String service, Optional<String> cursor, int limit) {
    long before = cursor.map(Long::parseLong).orElse(Long.MAX_VALUE);
    List<Map.Entry<Long, Event>> rest =
        events.headMap(before, false).descendingMap().entrySet().stream()
            .filter(e -> category.isEmpty() || e.getValue().logSource().category().equals(category))
            .filter(e -> service.isEmpty() || service(e.getValue()).equals(service))
            .toList();
    List<Map.Entry<Long, Event>> shown = rest.subList(0, Math.min(limit, rest.size()));
    return new Page<>(
        shown.stream().map(Map.Entry::getValue).toList(),
        rest.size() > limit
            ? Optional.of(Long.toString(shown.getLast().getKey()))
            : Optional.empty());
  }

  private static String service(Event event) {
    return event.body().path("service.name").asString("");
  }

  @Override
  public long count() {
    return events.size();
  }

  @Override
  public long prune(Instant olderThan, long maxBytes) {
    long before = events.size();
    List<Map.Entry<Long, Event>> free =
        events.headMap(findings.searchedThrough(), true).entrySet().stream()
            .filter(entry -> !findings.needs(entry.getValue().id()))
            .sorted(Comparator.comparing(entry -> entry.getValue().time()))
            .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
            .toList();
    for (Map.Entry<Long, Event> entry : free) {
      if (entry.getValue().time().isBefore(olderThan) || bytes() > maxBytes) {
        events.remove(entry.getKey());
        ids.remove(entry.getValue().id());
      }
    }
    return before - events.size();
  }

  private long bytes() {
    return events.values().stream()
        .mapToLong(event -> event.body().toString().length() + event.original().bytes().length)
        .sum();
  }
}
