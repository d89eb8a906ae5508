package io.sextant.core.contract;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import io.sextant.atlas.TechniqueId;
import io.sextant.core.Page;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.FindingId;
import io.sextant.core.detection.Findings;
import io.sextant.core.telemetry.EventId;
import io.sextant.sigma.Level;
import io.sextant.sigma.RuleId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Findings in memory, by the shortest code that does what [Findings] says. One thread at a time.
public final class InMemoryFindings implements Findings {
  private static final Comparator<Finding> NEWEST_FIRST =
      comparing(Finding::last, reverseOrder())
          .thenComparing(finding -> finding.id().value(), reverseOrder());

  private final SequencedMap<FindingId, Finding> findings = new LinkedHashMap<>();
  private final Map<FindingId, List<TriageEntry>> history = new LinkedHashMap<>();
  private long searched;
  private Instant passed = Instant.EPOCH;

  @Override
  public List<Finding> record(List<Finding> found, long throughSequence) {
    if (throughSequence <= searched) {
      return List.of();
    }
    searched = throughSequence;
    return merge(found);
  }

  @Override
  public List<Finding> recordLate(List<Finding> found, Instant now) {
    passed = now.isAfter(passed) ? now : passed;
    return merge(found);
  }

  @Override
  public Instant passedThrough() {
    return passed;
  }

  private List<Finding> merge(List<Finding> found) {
    SequencedMap<FindingId, Finding> touched = new LinkedHashMap<>();
    for (Finding finding : found) {
      Finding stands =
          findings.values().stream()
              .filter(stored -> isRepeatedBy(stored, finding))
              .min(NEWEST_FIRST)
              .map(stored -> merged(stored, finding))
              .orElseGet(() -> with(finding, finding.evidence(), finding.status()));
      findings.put(stands.id(), stands);
      touched.put(stands.id(), stands);
    }
    return List.copyOf(touched.values());
  }

  private static boolean isOpen(Finding finding) {
    return switch (finding.status()) {
      case NEW, ACKNOWLEDGED -> true;
      case RESOLVED, FALSE_POSITIVE -> false;
    };
  }

  private static boolean isRepeatedBy(Finding stored, Finding again) {
    return stored.dedupKey().equals(again.dedupKey())
        && isOpen(stored)
        && stored.last().isAfter(again.first().minus(DEDUP_WINDOW))
        && stored.first().isBefore(again.last().plus(DEDUP_WINDOW));
  }

  private static Finding merged(Finding stored, Finding again) {
    List<EventId> evidence = new ArrayList<>(stored.evidence());
    again.evidence().stream().filter(event -> !evidence.contains(event)).forEach(evidence::add);
    return new Finding(
        stored.id(),
        stored.rule(),
        stored.title(),
        stored.level(),
        stored.release(),
        stored.techniques(),
        stored.tactics(),
        stored.system(),
        stored.entities(),
        kept(evidence),
        again.matches(),
        stored.first().isBefore(again.first()) ? stored.first() : again.first(),
        stored.last().isAfter(again.last()) ? stored.last() : again.last(),
        stored.dedupKey(),
        stored.count() + again.count(),
        stored.status());
  }

  private static Finding with(Finding f, List<EventId> evidence, Finding.Status status) {
    return new Finding(
        f.id(),
        f.rule(),
        f.title(),
        f.level(),
        f.release(),
        f.techniques(),
        f.tactics(),
        f.system(),
        f.entities(),
        kept(evidence),
        f.matches(),
        f.first(),
        f.last(),
        f.dedupKey(),
        f.count(),
        status);
  }

  private static List<EventId> kept(List<EventId> evidence) {
    return evidence.subList(Math.max(0, evidence.size() - EVIDENCE_KEPT), evidence.size());
  }

  /// Whether an open finding names the event.
  boolean needs(EventId event) {
    return findings.values().stream()
        .anyMatch(finding -> isOpen(finding) && finding.evidence().contains(event));
  }

  @Override
  public long searchedThrough() {
    return searched;
  }

  @Override
  public Optional<Finding> find(FindingId id) {
    return Optional.ofNullable(findings.get(id));
  }

  @Override
  public Page<Finding> page(Filter filter, Optional<String> cursor, int limit) {
    Optional<Place> after = cursor.map(Place::parse);
    List<Finding> rest =
        findings.values().stream()
            .filter(finding -> admits(filter, finding))
            .sorted(NEWEST_FIRST)
            .filter(finding -> after.map(place -> place.isBefore(finding)).orElse(true))
            .toList();
    List<Finding> shown = rest.subList(0, Math.min(limit, rest.size()));
    return new Page<>(
        shown, rest.size() > limit ? Optional.of(Place.of(shown.getLast())) : Optional.empty());
  }

  /// A place in the order of pages.
  private record Place(Instant last, String id) {
    static String of(Finding finding) {
      return finding.last() + " " + finding.id();
    }

    static Place parse(String cursor) {
      String[] parts = cursor.split(" ", 2);
      try {
        return new Place(Instant.parse(parts[0]), parts[1]);
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException("not a cursor: " + cursor, e);
      }
    }

    boolean isBefore(Finding finding) {
      int byTime = finding.last().compareTo(last);
      return byTime < 0 || (byTime == 0 && finding.id().value().compareTo(id) < 0);
    }
  }

  private static boolean admits(Filter filter, Finding finding) {
    String haystack =
        String.join("\n", finding.title(), finding.rule().value(), finding.system())
            + "\n"
            + String.join(
                "\n",
                finding.entities().entrySet().stream()
                    .map(entity -> entity.getKey() + "=" + entity.getValue())
                    .toList());
    return (filter.status().isEmpty() || filter.status().contains(finding.status()))
        && (filter.level().isEmpty() || filter.level().contains(finding.level()))
        && filter.technique().map(wanted -> names(finding, wanted)).orElse(true)
        && filter.rule().map(finding.rule()::equals).orElse(true)
        && filter.from().map(from -> !finding.last().isBefore(from)).orElse(true)
        && filter.to().map(to -> finding.last().isBefore(to)).orElse(true)
        && haystack.toLowerCase(Locale.ROOT).contains(filter.text().toLowerCase(Locale.ROOT));
  }

  private static boolean names(Finding finding, TechniqueId wanted) {
    return finding.techniques().stream()
        .anyMatch(id -> id.equals(wanted) || id.value().startsWith(wanted.value() + "."));
  }

  @Override
  public Optional<Finding> triage(
      FindingId id, Finding.Status status, String note, String author, Instant time) {
    Optional<Finding> before = find(id);
    before.ifPresent(finding -> {
      history
          .computeIfAbsent(id, _ -> new ArrayList<>())
          .add(new TriageEntry(time, author, finding.status(), status, note));
      findings.put(id, with(finding, finding.evidence(), status));
    });
    return find(id);
  }

  @Override
  public List<TriageEntry> history(FindingId id) {
    return List.copyOf(history.getOrDefault(id, List.of()));
  }

  @Override
  public List<Heat> heat(Instant since) {
    Map<String, Heat> heat = new TreeMap<>();
    for (Finding finding : findings.values()) {
      if (!finding.last().isBefore(since)) {
        finding.techniques().stream()
            .distinct()
            .map(technique -> heatOf(technique, finding))
            .forEach(one -> heat.merge(one.technique().value(), one, InMemoryFindings::added));
      }
    }
    return List.copyOf(heat.values());
  }

  private static Heat heatOf(TechniqueId technique, Finding f) {
    return new Heat(technique, 1, f.count(), isOpen(f) ? 1 : 0, f.level(), f.last());
  }

  private static Heat added(Heat a, Heat b) {
    Comparator<Level> byBadness = comparing(InMemoryFindings::badness);
    return new Heat(
        a.technique(),
        a.findings() + b.findings(),
        a.occurrences() + b.occurrences(),
        a.open() + b.open(),
        byBadness.compare(a.highest(), b.highest()) < 0 ? b.highest() : a.highest(),
        a.last().isBefore(b.last()) ? b.last() : a.last());
  }

  private static int badness(Level level) {
    return switch (level) {
      case INFORMATIONAL -> 0;
      case LOW -> 1;
      case MEDIUM -> 2;
      case HIGH -> 3;
      case CRITICAL -> 4;
    };
  }

  @Override
  public List<RuleActivity> ruleActivity() {
    Map<String, RuleActivity> activity = new TreeMap<>();
    for (Finding f : findings.values()) {
      activity.merge(
          f.rule().value(),
          new RuleActivity(new RuleId(f.rule().value()), 1, f.count(), f.last()),
          (a, b) ->
              new RuleActivity(
                  a.rule(),
                  a.findings() + b.findings(),
                  a.occurrences() + b.occurrences(),
                  a.last().isBefore(b.last()) ? b.last() : a.last()));
    }
    return List.copyOf(activity.values());
  }
}
