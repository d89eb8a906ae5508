package io.sextant.sigma;

import static io.sextant.sigma.IssueLog.quote;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Turns one YAML document into a Sigma document, or, for a legacy aggregation, into the two
/// documents that replace it.
final class DocumentReader {
  private static final String CONDITION = "condition";
  private static final String TIMEFRAME = "timeframe";
  private static final String RULES = "rules";
  private static final String VERSION = "sigma-version";

  private final IssueLog log;
  private final ReaderOptions options;

  DocumentReader(IssueLog log, ReaderOptions options) {
    this.log = log;
    this.options = options;
  }

  /// The documents; none when there are errors, which were reported.
  List<SigmaDocument> read(RuleCollection.Member member) {
    YamlTree tree = member.tree();
    int errorsBefore = log.errors();
    if (!(tree instanceof YamlTree.Mapping map)) {
      log.error(
          IssueCode.WRONG_SHAPE,
          tree.place(),
          "a Sigma document must be a map, found " + tree.kind(),
          "");
      return List.of();
    }
    List<SigmaDocument> documents = byKind(map, member.suffix());
    return log.errors() > errorsBefore ? List.of() : documents;
  }

  private List<SigmaDocument> byKind(YamlTree.Mapping map, String suffix) {
    List<String> kinds =
        List.of("detection", "correlation", "filter").stream()
            .filter(key -> map.get(key).isPresent())
            .toList();
    if (kinds.size() != 1) {
      log.error(
          IssueCode.UNKNOWN_KIND,
          map.place(),
          kinds.isEmpty()
              ? "neither 'detection', 'correlation' nor 'filter' is there"
              : "a document cannot hold both " + String.join(" and ", kinds),
          "Separate documents by a line of three dashes.");
      return List.of();
    }
    if (!versionKnown(map)) {
      return List.of();
    }
    boolean correlation = kinds.getFirst().equals("correlation");
    RuleHeader header = new HeaderReader(map, log).read(!correlation, suffix);
    Optional<YamlTree.Mapping> body =
        new Keys(map, log).requiredMap(kinds.getFirst(), "It holds what the rule looks for.");
    if (body.isEmpty()) {
      return List.of();
    }
    return switch (kinds.getFirst()) {
      case "detection" -> detection(header, body.get());
      case "filter" -> filter(header, body.get());
      default ->
          new CorrelationReader(body.get(), log)
              .read(header)
              .<List<SigmaDocument>>map(List::of)
              .orElse(List.of());
    };
  }

  /// Whether the document is written for a version of the specification that is read.
  private boolean versionKnown(YamlTree.Mapping map) {
    String version = new Keys(map, log).text(VERSION);
    boolean known =
        version.isEmpty()
            || version.equals("1")
            || version.equals("2")
            || (version.equals("3") && options.arrays());
    if (!known) {
      log.error(
          IssueCode.SPECIFICATION_VERSION,
          new Keys(map, log).place(VERSION),
          "version " + quote(version) + " of Sigma is not read",
          version.equals("3")
              ? "What is proposed for version 3 is read with array matching switched on (--arrays)."
              : "Versions 1 and 2 are.");
    }
    return known;
  }

  private List<SigmaDocument> detection(RuleHeader header, YamlTree.Mapping body) {
    SequencedMap<String, Selection> selections = selections(body, Set.of(CONDITION, TIMEFRAME));
    List<YamlTree.Scalar> written = conditions(body);
    Optional<LegacyAggregation> aggregation =
        LegacyAggregation.find(written, body, names(body), log);
    Set<String> near = aggregation.map(LegacyAggregation::near).orElse(Set.of());
    List<Condition> conditions = parse(written, names(body), near, selections, body);
    if (conditions.isEmpty() || conditions.size() < written.size()) {
      return List.of();
    }
    if (aggregation.isEmpty()) {
      body.get(TIMEFRAME)
          .ifPresent(timeframe ->
              log.warning(
                  IssueCode.TIMEFRAME_ALONE,
                  timeframe.keyPlace(),
                  "the timeframe has no effect: no condition counts events",
                  "Count with a correlation rule and its 'timespan', or remove it."));
      return List.of(new DetectionRule(header, selections, conditions));
    }
    return aggregation.get().documents(header, selections, conditions);
  }

  private Set<String> names(YamlTree.Mapping body) {
    Set<String> names = new java.util.LinkedHashSet<>(body.entries().keySet());
    names.removeAll(Set.of(CONDITION, TIMEFRAME, RULES));
    return names;
  }

  private SequencedMap<String, Selection> selections(YamlTree.Mapping body, Set<String> reserved) {
    SequencedMap<String, Selection> selections = new LinkedHashMap<>();
    SelectionReader reader = new SelectionReader(log, options);
    for (YamlTree.Entry entry : body.entries().values()) {
      if (!reserved.contains(entry.key())) {
        reader.read(entry).ifPresent(selection -> selections.put(entry.key(), selection));
      }
    }
    return selections;
  }

  private List<YamlTree.Scalar> conditions(YamlTree.Mapping body) {
    Optional<YamlTree.Entry> entry = body.get(CONDITION);
    if (entry.isEmpty()) {
      log.error(
          IssueCode.MISSING_KEY,
          body.place(),
          "the key 'condition' is missing",
          "Add one, such as 'condition: selection'.");
      return List.of();
    }
    List<YamlTree> written =
        entry.get().value() instanceof YamlTree.Sequence list
            ? list.items()
            : List.of(entry.get().value());
    List<YamlTree.Scalar> texts = new ArrayList<>();
    for (YamlTree tree : written) {
      if (tree instanceof YamlTree.Scalar scalar && !scalar.text().isBlank()) {
        texts.add(scalar);
      } else {
        log.error(
            IssueCode.CONDITION_SYNTAX,
            tree.place(),
            "a condition must be a text, found " + tree.kind(),
            "");
      }
    }
    return texts;
  }

  private List<Condition> parse(
      List<YamlTree.Scalar> written,
      Set<String> names,
      Set<String> near,
      SequencedMap<String, Selection> selections,
      YamlTree.Mapping body) {
    List<Condition> conditions = new ArrayList<>();
    Set<String> used = new HashSet<>(near);
    for (YamlTree.Scalar scalar : written) {
      String text = LegacyAggregation.withoutPipe(scalar.text());
      ConditionParser.parse(text, scalar.place().right(scalar.plain() ? 0 : 1), names, log)
          .ifPresent(parsed -> {
            conditions.add(parsed.condition());
            used.addAll(parsed.used());
          });
    }
    if (conditions.size() == written.size()) {
      for (String name : selections.keySet()) {
        if (!used.contains(name)) {
          log.warning(
              IssueCode.UNUSED_SELECTION,
              body.get(name).map(YamlTree.Entry::keyPlace).orElse(body.place()),
              "no condition uses the selection " + quote(name),
              "Use it or remove it.");
        }
      }
    }
    return conditions;
  }

  private List<SigmaDocument> filter(RuleHeader header, YamlTree.Mapping body) {
    List<String> targets = new Keys(body, log).texts(RULES);
    SequencedMap<String, Selection> selections = selections(body, Set.of(CONDITION, RULES));
    List<YamlTree.Scalar> written = conditions(body);
    List<Condition> conditions = parse(written, names(body), Set.of(), selections, body);
    if (conditions.isEmpty() || conditions.size() < written.size()) {
      return List.of();
    }
    if (conditions.stream().noneMatch(DocumentReader::negates)) {
      log.warning(
          IssueCode.FILTER_WITHOUT_NEGATION,
          written.getFirst().place(),
          "the filter has no 'not': its rules will match only what it describes",
          "To leave these events out, write 'condition: not selection'.");
    }
    boolean any = targets.isEmpty() || targets.equals(List.of("any"));
    return List.of(new FilterRule(header, any ? List.of() : targets, selections, conditions));
  }

  private static boolean negates(Condition condition) {
    return switch (condition) {
      case Condition.Not _ -> true;
      case Condition.And(List<Condition> parts) -> parts.stream().anyMatch(DocumentReader::negates);
      case Condition.Or(List<Condition> parts) -> parts.stream().anyMatch(DocumentReader::negates);
      case Condition.Named _, Condition.Quantified _ -> false;
    };
  }
}
