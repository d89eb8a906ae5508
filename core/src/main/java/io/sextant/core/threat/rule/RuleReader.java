package io.sextant.core.threat.rule;

import io.sextant.atlas.TechniqueId;
import io.sextant.core.document.Documents;
import io.sextant.core.document.Issue;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Place;
import io.sextant.core.document.Tree;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.MapReader;
import io.sextant.core.system.Suggestion;
import io.sextant.core.system.SystemMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads the files of rules together: facts, rules, techniques that are none, and example maps.
/// Every mistake is found, with its place.
public final class RuleReader {
  /// The first line of a rule file.
  public static final String FORMAT = "applicability/1";

  private static final Set<String> TOP = Set.of("sextant", "facts", "rules", "not-threats");
  private static final Set<String> RULE =
      Set.of("technique", "on", "when", "stride", "says", "applies", "spares", "asks");
  private static final Set<String> FACT = Set.of("name", "question", "mitigation", "assume");
  private static final Set<String> UNLISTED = Set.of("technique", "role", "reason");
  private static final Set<String> EXAMPLE = Set.of("map", "to", "with", "without");

  private final SequencedMap<TechniqueId, Rule> rules = new LinkedHashMap<>();
  private final SequencedMap<TechniqueId, Unlisted> unlisted = new LinkedHashMap<>();
  private final SequencedMap<String, Fact> facts = new LinkedHashMap<>();
  private final SequencedMap<String, SystemMap> maps = new LinkedHashMap<>();
  private final List<Issue> issues = new ArrayList<>();

  /// A file of rules, or a system map that examples are about.
  public record Source(String name, String text) {}

  private record Opened(Source source, IssueLog log, Tree top) {}

  private RuleReader() {}

  /// Reads all files as one book. Files that begin with `sextant: system/1` are example maps, known
  /// by their ids.
  public static RuleBook read(List<Source> sources) {
    return new RuleReader().book(sources);
  }

  private RuleBook book(List<Source> sources) {
    List<Opened> files = new ArrayList<>();
    for (Source source : sources) {
      IssueLog log = new IssueLog(source.name(), source.text());
      List<Tree> documents = Documents.read(source.text(), log);
      if (documents.size() == 1
          && documents.getFirst().text("sextant").filter(MapReader.FORMAT::equals).isPresent()) {
        MapReader.Result read = MapReader.read(source.name(), source.text());
        issues.addAll(read.issues());
        read.map().ifPresent(map -> maps.put(map.id().value(), map));
        continue;
      }
      if (documents.size() == 1 && documents.getFirst() instanceof Tree.Mapping top) {
        files.add(new Opened(source, log, top));
      } else if (log.errors() == 0) {
        log.error(
            Codes.SHAPE,
            Place.FILE,
            "a rule file is one YAML map",
            "Begin it with 'sextant: " + FORMAT + "'.");
        issues.addAll(log.issues());
      } else {
        issues.addAll(log.issues());
      }
    }
    files.forEach(this::declare);
    Language language = new Language(facts.keySet());
    files.forEach(file -> file.top().list("facts").forEach(fact -> assume(file, fact, language)));
    files.forEach(file -> file.top().list("rules").forEach(rule -> rule(file, rule, language)));
    files.forEach(file -> file.top().list("not-threats").forEach(item -> unlisted(file, item)));
    files.forEach(file -> issues.addAll(file.log().issues()));
    return new RuleBook(rules, unlisted, facts, maps, issues);
  }

  private void declare(Opened file) {
    IssueLog log = file.log();
    keys(file.top(), TOP, "a rule file", log);
    if (!file.top().text("sextant").orElse("").equals(FORMAT)) {
      log.error(
          Codes.SHAPE,
          file.top().place(),
          "expected 'sextant: " + FORMAT + "'",
          "Begin the file with it.");
    }
    for (Tree item : file.top().list("facts")) {
      keys(item, FACT, "a fact", log);
      Optional<String> name = required(item, "name", log);
      Optional<String> question = required(item, "question", log);
      if (name.isPresent() && question.isPresent()) {
        Fact earlier =
            facts.putIfAbsent(
                name.get(),
                new Fact(name.get(), question.get(), item.text("mitigation"), Optional.empty()));
        if (earlier != null) {
          log.error(
              Codes.TWICE,
              item.place(),
              "the fact '" + name.get() + "' stands here again",
              "Keep one.");
        }
      }
    }
  }

  /// Gives a fact the condition under which it is taken for true.
  private void assume(Opened file, Tree item, Language language) {
    item.get("assume")
        .flatMap(text -> condition(file, text, language, Language.Purpose.ASSUMPTION))
        .ifPresent(condition ->
            item.text("name")
                .ifPresent(name ->
                    facts.computeIfPresent(name, (_, fact) -> fact.assumedWhen(condition))));
  }

  private void rule(Opened file, Tree tree, Language language) {
    IssueLog log = file.log();
    int before = log.errors();
    keys(tree, RULE, "a rule", log);
    Optional<TechniqueId> technique = technique(tree, log);
    Set<ComponentKind> kinds = EnumSet.noneOf(ComponentKind.class);
    items(tree, "on")
        .forEach(item ->
            word(item, "kind", ComponentKind::of, ComponentKind.values(), ComponentKind::word, log)
                .ifPresent(kinds::add));
    Set<Stride> stride = EnumSet.noneOf(Stride.class);
    items(tree, "stride")
        .forEach(item ->
            word(item, "sort of threat", Stride::of, Stride.values(), Stride::word, log)
                .ifPresent(stride::add));
    List<Condition> conditions = new ArrayList<>();
    items(tree, "when")
        .forEach(item ->
            condition(file, item, language, Language.Purpose.RULE).ifPresent(conditions::add));
    for (String key : List.of("on", "stride", "when")) {
      if (items(tree, key).isEmpty()) {
        log.error(Codes.MISSING, tree.place(), "the rule has no '" + key + "'", "");
      }
    }
    Optional<String> says = required(tree, "says", log);
    List<Rule.Example> examples = examples(tree, log);
    if (log.errors() > before || technique.isEmpty() || says.isEmpty()) {
      return;
    }
    Rule made =
        new Rule(
            technique.get(),
            Set.copyOf(kinds),
            List.copyOf(conditions),
            Set.copyOf(stride),
            says.get(),
            examples,
            file.source().name(),
            tree.place());
    if (rules.putIfAbsent(technique.get(), made) != null) {
      log.error(
          Codes.TWICE,
          tree.place(),
          "there is a rule for " + technique.get() + " already",
          "Make them one.");
    }
  }

  private Optional<Condition> condition(
      Opened file, Tree item, Language language, Language.Purpose purpose) {
    Optional<String> text = item.text();
    if (text.isEmpty()) {
      file.log()
          .error(Codes.SHAPE, item.place(), "a condition is a text, found " + item.kind(), "");
      return Optional.empty();
    }
    return switch (language.compile(text.get(), purpose)) {
      case Language.Compiled.Good(var condition) -> Optional.of(condition);
      case Language.Compiled.Bad(var mistakes) -> {
        mistakes.forEach(mistake ->
            file.log()
                .error(
                    Codes.CONDITION,
                    ConditionPlaces.place(file.source().text(), item.place(), mistake),
                    mistake.message(),
                    mistake.hint()));
        yield Optional.empty();
      }
    };
  }

  private List<Rule.Example> examples(Tree tree, IssueLog log) {
    List<Rule.Example> found = new ArrayList<>();
    for (var sort :
        List.of(
            new Expected("applies", Answer.YES),
            new Expected("spares", Answer.NO),
            new Expected("asks", Answer.UNKNOWN))) {
      List<Tree> items = tree.list(sort.key());
      if (items.isEmpty() && sort.answer() != Answer.UNKNOWN) {
        log.error(
            Codes.MISSING,
            tree.place(),
            "the rule has no example under '" + sort.key() + "'",
            "Name a map and a component: - {map: assistant, to: desk}.");
      }
      items.forEach(item -> example(item, sort.answer(), log).ifPresent(found::add));
    }
    return List.copyOf(found);
  }

  private record Expected(String key, Answer answer) {}

  private Optional<Rule.Example> example(Tree item, Answer expected, IssueLog log) {
    keys(item, EXAMPLE, "an example", log);
    Optional<String> name = required(item, "map", log);
    Optional<String> to = required(item, "to", log);
    if (name.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    Optional<SystemMap> map = Optional.ofNullable(maps.get(name.get()));
    List<Rule.Change> changes = new ArrayList<>();
    item.entries("with")
        .forEach(each ->
            each.value()
                .fields()
                .forEach(fact ->
                    changes.add(
                        new Rule.Change(each.key(), fact.key(), fact.value().text().orElse("")))));
    item.texts("without").forEach(each -> changes.add(new Rule.Change(each, "", "")));
    boolean known =
        has(map, to.get()) && changes.stream().allMatch(change -> has(map, change.component()));
    if (!known) {
      log.error(
          Codes.NO_EXAMPLE,
          item.place(),
          "no map '" + name.get() + "' with such components is among the files",
          Suggestion.hint(
              name.get(), maps.keySet(), "Known: " + String.join(", ", maps.keySet()) + "."));
      return Optional.empty();
    }
    return Optional.of(
        new Rule.Example(name.get(), to.get(), expected, List.copyOf(changes), item.place()));
  }

  private static boolean has(Optional<SystemMap> map, String id) {
    return map.stream()
        .flatMap(each -> each.components().stream())
        .anyMatch(each -> each.id().value().equals(id));
  }

  private void unlisted(Opened file, Tree item) {
    IssueLog log = file.log();
    keys(item, UNLISTED, "a technique that is no threat", log);
    Optional<TechniqueId> technique = technique(item, log);
    Optional<Unlisted.Role> role =
        item.get("role")
            .flatMap(value ->
                word(
                    value,
                    "role",
                    text ->
                        Arrays.stream(Unlisted.Role.values())
                            .filter(each -> each.word().equals(text))
                            .findFirst(),
                    Unlisted.Role.values(),
                    Unlisted.Role::word,
                    log));
    Optional<String> reason = required(item, "reason", log);
    if (technique.isEmpty() || role.isEmpty() || reason.isEmpty()) {
      return;
    }
    boolean first =
        unlisted.putIfAbsent(
                technique.get(), new Unlisted(technique.get(), role.get(), reason.get()))
            == null;
    if (!first || rules.containsKey(technique.get())) {
      log.error(
          Codes.TWICE,
          item.place(),
          technique.get() + " is listed already, or has a rule",
          "Keep one.");
    }
  }

  private static Optional<TechniqueId> technique(Tree tree, IssueLog log) {
    return required(tree, "technique", log)
        .flatMap(text -> {
          try {
            return Optional.of(new TechniqueId(text));
          } catch (IllegalArgumentException e) {
            log.error(
                Codes.BAD_TECHNIQUE,
                tree.get("technique").orElse(tree).place(),
                "'" + text + "' is not the id of a technique",
                "It looks like AML.T0051 or AML.T0051.000.");
            return Optional.empty();
          }
        });
  }

  private static List<Tree> items(Tree tree, String key) {
    return tree.get(key)
        .map(value -> value instanceof Tree.Sequence(_, var items) ? items : List.of(value))
        .orElse(List.of());
  }

  private static Optional<String> required(Tree tree, String key, IssueLog log) {
    Optional<String> text = tree.text(key);
    if (text.isEmpty()) {
      log.error(Codes.MISSING, tree.place(), "'" + key + "' is missing here", "");
    }
    return text;
  }

  private static <T> Optional<T> word(
      Tree item,
      String what,
      java.util.function.Function<String, Optional<T>> of,
      T[] all,
      java.util.function.Function<T, String> wordOf,
      IssueLog log) {
    String text = item.text().orElse("");
    Optional<T> found = of.apply(text);
    if (found.isEmpty()) {
      List<String> known = Arrays.stream(all).map(wordOf).toList();
      log.error(
          Codes.UNKNOWN_WORD,
          item.place(),
          "'" + text + "' is no " + what,
          Suggestion.hint(
              text,
              known,
              known.stream().collect(Collectors.joining(", ", "Expected one of: ", "."))));
    }
    return found;
  }

  private static void keys(Tree tree, Collection<String> known, String what, IssueLog log) {
    tree.fields()
        .filter(entry -> !known.contains(entry.key()))
        .forEach(entry ->
            log.error(
                Codes.UNKNOWN_WORD,
                entry.keyPlace(),
                what + " has no '" + entry.key() + "'",
                Suggestion.hint(
                    entry.key(), known, "Expected one of: " + String.join(", ", known) + ".")));
  }
}
