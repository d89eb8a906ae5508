package io.sextant.core.control;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.Lookup;
import io.sextant.atlas.MitigationId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Tree;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.Ids;
import io.sextant.core.system.Suggestion;
import io.sextant.core.system.SystemId;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads the fields of controls; what is wrong with one goes to the log.
final class FieldReader {
  private final IssueLog log;
  private final ReleaseIndex release;

  FieldReader(IssueLog log, ReleaseIndex release) {
    this.log = log;
    this.release = release;
  }

  void keys(Tree tree, Set<String> known, String what) {
    if (!(tree instanceof Tree.Mapping)) {
      log.error(Codes.SHAPE, tree.place(), what + " is a map, found " + tree.kind(), "");
    }
    tree.fields()
        .filter(entry -> !known.contains(entry.key()))
        .forEach(entry ->
            log.error(
                Codes.UNKNOWN_KEY,
                entry.keyPlace(),
                what + " has no '" + entry.key() + "'",
                Suggestion.hint(
                    entry.key(),
                    known,
                    "Expected one of: " + String.join(", ", known.stream().sorted().toList()))));
  }

  /// The maps of a list.
  List<Tree> maps(Tree tree, String key) {
    tree.get(key)
        .filter(value -> !(value instanceof Tree.Sequence))
        .ifPresent(value ->
            log.error(
                Codes.SHAPE,
                value.place(),
                "'" + key + "' is a list of maps, found " + value.kind(),
                ""));
    tree.list(key).stream()
        .filter(item -> !(item instanceof Tree.Mapping))
        .forEach(item ->
            log.error(
                Codes.SHAPE, item.place(), "'" + key + "' holds maps, found " + item.kind(), ""));
    return tree.list(key).stream().filter(Tree.Mapping.class::isInstance).toList();
  }

  /// The items of a list, or the one that stands in its place.
  List<Tree> items(Tree tree, String key) {
    return tree.get(key)
        .map(value -> value instanceof Tree.Sequence(_, var items) ? items : List.of(value))
        .orElse(List.of());
  }

  Optional<String> id(Tree tree, String key) {
    Optional<Tree> value = tree.get(key);
    if (value.isEmpty()) {
      log.error(Codes.MISSING, tree.place(), "'" + key + "' is missing here", "");
    }
    return value.flatMap(this::id);
  }

  private Optional<String> id(Tree value) {
    Optional<String> text = value.text().filter(Ids::valid);
    if (text.isEmpty()) {
      log.error(
          Codes.BAD_ID,
          value.place(),
          "'" + value.text().orElse("") + "' is no id: letters, digits, '.', '_' and '-'",
          "Perhaps '" + Ids.like(value.text().orElse("")) + "'.");
    }
    return text;
  }

  List<ComponentId> componentIds(Tree tree, String key) {
    return items(tree, key).stream()
        .flatMap(item -> id(item).stream())
        .map(ComponentId::new)
        .toList();
  }

  List<SystemId> systemIds(Tree tree, String key) {
    return items(tree, key).stream().flatMap(item -> id(item).stream()).map(SystemId::new).toList();
  }

  List<MitigationId> mitigations(Tree tree, String key) {
    return atlas(tree, key, "mitigation", MitigationId.class);
  }

  List<TechniqueId> techniques(Tree tree, String key) {
    return atlas(tree, key, "technique", TechniqueId.class);
  }

  private <T extends AtlasId> List<T> atlas(Tree tree, String key, String what, Class<T> kind) {
    List<T> found = new ArrayList<>();
    for (Tree item : items(tree, key)) {
      String typed = item.text().orElse("");
      Lookup lookup = release.lookup(typed);
      Optional<T> id = meant(lookup).filter(kind::isInstance).map(kind::cast);
      if (id.isEmpty()) {
        log.error(
            Codes.UNKNOWN_ATLAS,
            item.place(),
            "'" + typed + "' is no " + what + " of ATLAS " + release.release().id(),
            lookup.explanation());
      } else if (!id.get().value().equals(typed)) {
        log.warning(
            Codes.SUCCEEDED,
            item.place(),
            "'" + typed + "' is taken for " + id.get().value(),
            lookup.explanation());
      }
      id.ifPresent(found::add);
    }
    return found;
  }

  private static Optional<AtlasId> meant(Lookup lookup) {
    return switch (lookup) {
      case Lookup.Found hit -> Optional.of(hit.object().id());
      case Lookup.Successor next ->
          next.candidates().isEmpty() ? Optional.empty() : Optional.of(next.successor());
      case Lookup.Newer _, Lookup.Ambiguous _, Lookup.Unknown _, Lookup.Malformed _ ->
          Optional.empty();
    };
  }

  List<RequirementRef> requirements(Tree tree, String key) {
    List<RequirementRef> found = new ArrayList<>();
    for (Tree item : items(tree, key)) {
      Optional<RequirementRef> ref = item.text().flatMap(RequirementRef::parse);
      if (ref.isEmpty()) {
        log.error(
            Codes.NO_EDITION,
            item.place(),
            "'" + item.text().orElse("") + "' does not name framework, edition and requirement",
            "As in 'iso-42001@2023:A.6.2.4'; 'sextant coverage --frameworks' lists them.");
      }
      ref.ifPresent(found::add);
    }
    return found;
  }

  <T> Optional<T> word(
      Tree tree, String key, Function<String, Optional<T>> of, List<String> known) {
    Optional<Tree> value = tree.get(key);
    Optional<T> found = value.flatMap(Tree::text).flatMap(of);
    if (value.isPresent() && found.isEmpty()) {
      unknown(value.get(), key, known);
    }
    return found;
  }

  void unknown(Tree value, String what, List<String> known) {
    String word = value.text().orElse("");
    log.error(
        Codes.UNKNOWN_WORD,
        value.place(),
        "'" + word + "' is no " + what,
        Suggestion.hint(word, known, "Expected one of: " + String.join(", ", known) + "."));
  }

  Optional<LocalDate> date(Tree tree, String key) {
    return tree.get(key)
        .flatMap(value -> {
          try {
            return Optional.of(LocalDate.parse(value.text().orElse("")));
          } catch (DateTimeException e) {
            log.error(
                Codes.BAD_DATE, value.place(), "'" + key + "' is a day", "Write it as 2026-11-30.");
            return Optional.empty();
          }
        });
  }
}
