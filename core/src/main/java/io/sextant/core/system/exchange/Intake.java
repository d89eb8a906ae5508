package io.sextant.core.system.exchange;

import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Place;
import io.sextant.core.document.Tree;
import io.sextant.core.system.ComponentDraft;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.MapDraft;
import io.sextant.core.system.Ref;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/// What an importer fills: the draft of a map, and the report beside it.
final class Intake {
  /// Kinds that a name does not make of a service: "user service" is no person.
  private static final Set<ComponentKind> WIDE =
      EnumSet.of(
          ComponentKind.HUMAN,
          ComponentKind.SERVER,
          ComponentKind.DATABASE,
          ComponentKind.NETWORK,
          ComponentKind.QUEUE,
          ComponentKind.CLIENT,
          ComponentKind.SENSOR,
          ComponentKind.EXTERNAL_DATA,
          ComponentKind.TRAINING_DATA,
          ComponentKind.WORKSTATION);

  /// What a store may be.
  private static final Set<ComponentKind> STORES =
      EnumSet.of(
          ComponentKind.MEMORY,
          ComponentKind.RETRIEVAL_INDEX,
          ComponentKind.TRAINING_DATA,
          ComponentKind.FEATURE_STORE,
          ComponentKind.MODEL_REGISTRY,
          ComponentKind.CONTAINER_REGISTRY,
          ComponentKind.PROMPT_CONFIGURATION);

  private final IssueLog log;
  private final MapDraft draft;
  private final SequencedMap<String, Count> counts = new LinkedHashMap<>();
  private final List<ImportReport.Guess> guesses = new ArrayList<>();
  private final List<ImportReport.Left> left = new ArrayList<>();

  Intake(IssueLog log) {
    this.log = log;
    this.draft = new MapDraft(log);
  }

  IssueLog log() {
    return log;
  }

  MapDraft draft() {
    return draft;
  }

  void count(String name, long number) {
    counts.put(name, new Count.Figure(Math.toIntExact(number)));
  }

  void count(String name, Optional<String> text) {
    counts.put(name, new Count.Text(text));
  }

  void count(String name, Count count) {
    counts.put(name, count);
  }

  /// How many of each word, in the order of the words.
  void sorts(String name, Stream<String> words) {
    counts.put(name, new Count.Sorts(tally(words)));
  }

  static SequencedMap<String, Integer> tally(Stream<String> words) {
    SequencedMap<String, Integer> tally = new LinkedHashMap<>();
    words.sorted().forEach(word -> tally.merge(word, 1, Integer::sum));
    return tally;
  }

  /// Notes what a map has no place for; nothing when there is none of it.
  void left(String what, long count, String why) {
    if (count > 0) {
      left.add(new ImportReport.Left(what, Math.toIntExact(count), why));
    }
  }

  /// Adds a component. What its format says it is decides its kinds; when that says nothing, its
  /// name and description are a guess, marked as one.
  ///
  /// @param types what the format says it is
  ComponentId component(ComponentDraft component, List<String> types, String name) {
    List<ComponentKind> own =
        types.stream().flatMap(each -> ComponentKind.of(each).stream()).toList();
    List<ComponentKind> stated =
        !types.isEmpty() && own.size() == types.size() ? own : KindWords.ofTypes(types);
    Optional<KindWords.Guessed> guess =
        own.isEmpty() || own.size() != types.size()
            ? KindWords.ofName(name).filter(guessed -> narrows(stated, guessed.kind()))
            : Optional.empty();
    if (guess.isEmpty()) {
      stated.forEach(component::kind);
      return draft.component(component);
    }
    guess.ifPresent(guessed -> component.kind(guessed.kind()));
    ComponentId id = draft.component(component);
    guess.ifPresent(
        guessed -> guesses.add(new ImportReport.Guess(id, guessed.kind(), guessed.from())));
    return id;
  }

  /// Whether a name may tell more than the format did: a word such as "service" or "data store" is
  /// too wide to say which part of an AI system something is.
  private static boolean narrows(List<ComponentKind> stated, ComponentKind guess) {
    return stated.isEmpty()
        || (stated.equals(List.of(ComponentKind.SERVER)) && !WIDE.contains(guess))
        || (stated.equals(List.of(ComponentKind.DATABASE)) && STORES.contains(guess));
  }

  /// What the file calls something: the text under a key, or a name made up from its place.
  static Ref ref(Tree tree, String key, String otherwise) {
    return tree.get(key)
        .flatMap(value -> value.text().map(text -> new Ref(text, value.place())))
        .orElseGet(() -> new Ref(otherwise, tree.place()));
  }

  /// The reference under a key.
  static Optional<Ref> ref(Tree tree, String key) {
    return tree.get(key).flatMap(value -> value.text().map(text -> new Ref(text, value.place())));
  }

  /// The references of a list under a key.
  static List<Ref> refs(Tree tree, String key) {
    return tree.list(key).stream()
        .flatMap(item -> item.text().map(text -> new Ref(text, item.place())).stream())
        .toList();
  }

  void error(String code, Place place, String message, String hint) {
    log.error(code, place, message, hint);
  }

  Imported result(String file, MapFormat format) {
    var map = draft.build();
    return new Imported(
        map,
        new ImportReport(
            file, format, counts, List.copyOf(guesses), List.copyOf(left), log.issues()));
  }
}
