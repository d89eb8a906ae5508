package io.sextant.atlas;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds the object that a person means in one release, and says what became of it when it is not
/// there.
final class Finder {
  /// Candidates offered; more would not be read.
  private static final int MAX_CANDIDATES = 5;

  /// Candidates offered where little hints at what was meant.
  private static final int MAX_GUESSES = 3;

  /// Share of a name that may be mistyped.
  private static final int LETTERS_PER_TYPO = 5;

  private static final String ATTACK_ID = "(?i)(?:TA|T|M)\\d{4}(?:\\.\\d{3})?";

  private final ReleaseIndex index;
  private final IdHistory history;

  Finder(ReleaseIndex index) {
    this.index = index;
    this.history = History.KNOWN;
  }

  /// Loaded once, at the first look-up.
  private static final class History {
    static final IdHistory KNOWN = IdHistory.load();
  }

  Lookup find(String typed) {
    String text = typed.strip();
    return switch (IdText.read(text)) {
      case IdText.Id(AtlasId id) -> byId(text, id);
      case IdText.Broken(String reason, Optional<AtlasId> repaired) ->
          malformed(text, reason, repaired);
      case IdText.NotAnId() -> byName(text);
    };
  }

  private Lookup byId(String typed, AtlasId id) {
    Optional<AtlasObject> object = index.object(id);
    if (object.isPresent()) {
      return new Lookup.Found(typed, object.get(), readAs(typed, object.get()));
    }
    Optional<IdHistory.Retired> retired = history.retired(id);
    if (retired.isPresent()) {
      return successor(typed, id, retired.get());
    }
    Optional<ReleaseId> added =
        history
            .added(id)
            .or(() ->
                history.predecessor(id).flatMap(history::retired).map(IdHistory.Retired::since))
            .filter(release -> isLater(ReleaseDates.of(release)));
    if (added.isPresent()) {
      return newer(typed, id, added.get());
    }
    return inCatalogue(typed, id).orElseGet(() -> unknownId(typed, id));
  }

  /// An id that this release lacks and a later one of the catalogue has.
  private Optional<Lookup> inCatalogue(String typed, AtlasId id) {
    for (Release later : Later.RELEASES) {
      if (isLater(later.date()) && object(later, id).isPresent()) {
        return Optional.of(newer(typed, id, later.id()));
      }
    }
    return Optional.empty();
  }

  /// Whether a date lies after this release; a release without a date is taken for an old one.
  private boolean isLater(Optional<LocalDate> date) {
    Optional<LocalDate> here = index.release().date();
    return here.isEmpty() || date.filter(then -> then.isAfter(here.get())).isPresent();
  }

  private static Optional<AtlasObject> object(Release release, AtlasId id) {
    return Stream.of(
            release.tactics(), release.techniques(), release.mitigations(), release.caseStudies())
        .<AtlasObject>flatMap(List::stream)
        .filter(object -> object.id().equals(id))
        .findFirst();
  }

  /// The releases of the catalogue, oldest first; read at the first id that a release does not
  /// have.
  private static final class Later {
    static final List<Release> RELEASES = read();

    private static List<Release> read() {
      Catalogue catalogue = new Catalogue();
      return catalogue.releases().stream()
          .map(catalogue::read)
          .sorted(Comparator.comparing(release -> release.date().orElse(LocalDate.MIN)))
          .toList();
    }
  }

  private String readAs(String typed, AtlasObject object) {
    String later =
        history
            .retired(object.id())
            .map(next -> object.id() + " becomes " + next.successor() + " in " + next.since() + ".")
            .orElse("");
    String read =
        typed.equals(object.id().value())
            ? ""
            : "'" + typed + "' is read as " + object.id() + " " + object.fullName() + ".";
    return Stream.of(read, later, own(object))
        .filter(sentence -> !sentence.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /// Where a name is not ATLAS's, or the object is hidden, who says so.
  private String own(AtlasObject object) {
    Optional<OwnMark> mark = index.own(object.id());
    String name =
        mark.flatMap(OwnMark::renamed)
            .map(own -> own.organisation() + " calls it so; ATLAS says '" + own.official() + "'.")
            .orElse("");
    String hidden =
        mark.flatMap(OwnMark::hidden)
            .map(own -> own.organisation() + " hides it: " + own.reason())
            .orElse("");
    return (name + " " + hidden).strip();
  }

  private Lookup successor(String typed, AtlasId id, IdHistory.Retired retired) {
    List<AtlasObject> candidates = index.object(retired.successor()).stream().toList();
    String name = candidates.isEmpty() ? "" : " (" + candidates.getFirst().fullName() + ")";
    return new Lookup.Successor(
        typed,
        id,
        retired.successor(),
        retired.since(),
        id + " became " + retired.successor() + name + " in " + retired.since() + ".",
        candidates);
  }

  private Lookup newer(String typed, AtlasId id, ReleaseId firstKnown) {
    Set<AtlasObject> candidates = new LinkedHashSet<>();
    Optional<AtlasId> predecessor = history.predecessor(id);
    predecessor.flatMap(index::object).ifPresent(candidates::add);
    if (id instanceof TechniqueId technique) {
      technique.parent().flatMap(index::object).ifPresent(candidates::add);
    }
    String before =
        predecessor
            .flatMap(index::object)
            .map(old -> " There it is " + old.id() + " " + old.fullName() + ".")
            .orElse("");
    return new Lookup.Newer(
        typed,
        id,
        firstKnown,
        id
            + " is known from release "
            + firstKnown
            + " on; your release is "
            + tag()
            + "."
            + before,
        List.copyOf(candidates));
  }

  private Lookup unknownId(String typed, AtlasId id) {
    Optional<ReleaseId> unpublished = history.unpublishedSince(id);
    List<AtlasObject> attack = index.adaptedFrom(id.value().substring("AML.".length()));
    if (!attack.isEmpty()) {
      return new Lookup.Unknown(
          typed,
          "release "
              + tag()
              + " has no "
              + id
              + ", but ATT&CK has "
              + id.value().substring("AML.".length())
              + "; adapted from it: "
              + names(attack)
              + ".",
          limit(attack));
    }
    List<AtlasObject> near = unpublished.isPresent() ? List.of() : nearIds(id);
    String missing =
        unpublished.isPresent()
            ? id + " is cited in places but stands in no release since " + unpublished.get() + "."
            : "release " + tag() + " has no " + kind(id) + " " + id + ".";
    return new Lookup.Unknown(typed, missing + meant(near), near);
  }

  /// For a sub-technique its parent and siblings; else the tactic in place of a technique or the
  /// reverse, and ids of the kind one keystroke away.
  private List<AtlasObject> nearIds(AtlasId id) {
    Set<AtlasObject> near = new LinkedHashSet<>();
    if (id instanceof TechniqueId technique && technique.parent().isPresent()) {
      index.object(technique.parent().get()).ifPresent(near::add);
      near.addAll(index.subTechniques(technique.parent().get()));
      return limit(List.copyOf(near));
    }
    String value = id.value();
    String swapped =
        value.contains(".TA") ? value.replace(".TA", ".T") : value.replace(".T", ".TA");
    AtlasId.parse(swapped).flatMap(index::object).ifPresent(near::add);
    for (AtlasObject object : index.objects()) {
      if (object.id().getClass() == id.getClass()
          && EditDistance.within(object.id().value(), value, 1) <= 1) {
        near.add(object);
      }
    }
    return near.stream().limit(MAX_GUESSES).toList();
  }

  private Lookup malformed(String typed, String reason, Optional<AtlasId> repaired) {
    List<AtlasObject> attack =
        typed.matches(ATTACK_ID) ? index.adaptedFrom(typed.toUpperCase(Locale.ROOT)) : List.of();
    List<AtlasObject> candidates =
        attack.isEmpty() ? repaired.flatMap(index::object).stream().toList() : limit(attack);
    return new Lookup.Malformed(
        typed,
        "'" + typed + "' is not an ATLAS id: " + reason + "." + meant(candidates),
        candidates);
  }

  private Lookup byName(String typed) {
    String wanted = fold(typed);
    if (wanted.isEmpty()) {
      return new Lookup.Malformed(typed, "an id or a name is expected.", List.of());
    }
    List<AtlasObject> exact =
        index.objects().stream().filter(object -> isCalled(object, wanted)).toList();
    if (exact.size() == 1) {
      return new Lookup.Found(typed, exact.getFirst(), readAs(typed, exact.getFirst()));
    }
    if (exact.size() > 1) {
      return new Lookup.Ambiguous(
          typed, "'" + typed + "' is the name of several: " + names(exact) + ".", limit(exact));
    }
    List<AtlasObject> near = nearNames(wanted);
    return new Lookup.Unknown(
        typed,
        "release " + tag() + " has nothing called " + IssueLog.quote(typed) + "." + meant(near),
        near);
  }

  /// Whether an object bears a name here or in the release as published.
  private boolean isCalled(AtlasObject object, String folded) {
    return Stream.concat(Stream.of(object), index.official().object(object.id()).stream())
        .anyMatch(o -> fold(o.fullName()).equals(folded) || fold(o.name()).equals(folded));
  }

  /// Names a few keystrokes away; when there are none, names that share words.
  private List<AtlasObject> nearNames(String wanted) {
    record Near(AtlasObject object, int distance) {}
    int allowed = Math.max(1, wanted.length() / LETTERS_PER_TYPO);
    List<Near> near = new ArrayList<>();
    for (AtlasObject object : index.objects()) {
      String full = fold(object.fullName());
      int distance =
          full.startsWith(wanted) || full.endsWith(wanted)
              ? 0
              : Math.min(
                  EditDistance.within(full, wanted, allowed),
                  EditDistance.within(fold(object.name()), wanted, allowed));
      if (distance <= allowed) {
        near.add(new Near(object, distance));
      }
    }
    if (near.isEmpty()) {
      return index.search(wanted, MAX_GUESSES).stream()
          .filter(hit -> hit.field() == SearchHit.Field.NAME)
          .map(SearchHit::object)
          .toList();
    }
    near.sort(Comparator.comparingInt(Near::distance));
    return limit(near.stream().map(Near::object).toList());
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }

  private static String kind(AtlasId id) {
    return switch (id) {
      case TacticId _ -> AtlasObject.Kind.TACTIC.word();
      case TechniqueId technique ->
          technique.parent().isPresent()
              ? AtlasObject.Kind.SUB_TECHNIQUE.word()
              : AtlasObject.Kind.TECHNIQUE.word();
      case MitigationId _ -> AtlasObject.Kind.MITIGATION.word();
      case CaseStudyId _ -> AtlasObject.Kind.CASE_STUDY.word();
    };
  }

  private String tag() {
    return index.release().id().tag();
  }

  private static String meant(List<AtlasObject> near) {
    return near.isEmpty() ? "" : " Did you mean " + names(near) + "?";
  }

  private static String names(List<AtlasObject> objects) {
    return objects.stream()
        .limit(MAX_CANDIDATES)
        .map(object -> object.id() + " " + object.fullName())
        .collect(Collectors.joining(", "));
  }

  private static List<AtlasObject> limit(List<AtlasObject> objects) {
    return objects.stream().limit(MAX_CANDIDATES).toList();
  }
}
