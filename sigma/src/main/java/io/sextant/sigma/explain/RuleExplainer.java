package io.sextant.sigma.explain;

import io.sextant.sigma.Condition;
import io.sextant.sigma.CorrelationRule;
import io.sextant.sigma.Detection;
import io.sextant.sigma.DetectionItem;
import io.sextant.sigma.DetectionRule;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.RuleHeader;
import io.sextant.sigma.RuleId;
import io.sextant.sigma.Selection;
import io.sextant.sigma.SigmaCompiler;
import io.sextant.sigma.SigmaDocument;
import io.sextant.sigma.SigmaEngine;
import io.sextant.sigma.SigmaEvent;
import io.sextant.sigma.pipeline.Paths;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Explains one rule.
///
/// Whether an event fulfils a question is asked of the engine itself, with each question as a rule
/// of its own, so that the explanation cannot differ from what the engine does.
public final class RuleExplainer {
  /// Longest value repeated, in characters.
  private static final int MAX_SHOWN = 120;

  private final DetectionRule rule;
  private final List<DetectionItem> items = new ArrayList<>();

  /// Explains this rule.
  public RuleExplainer(DetectionRule rule) {
    this.rule = rule;
    rule.selections().values().forEach(this::collect);
  }

  private void collect(Selection selection) {
    switch (selection) {
      case Selection.AnyOf(List<Selection> alternatives) -> alternatives.forEach(this::collect);
      case Selection.AllOf(List<DetectionItem> all) -> items.addAll(all);
    }
  }

  /// The rule as a tree.
  public Explanation explain() {
    return new Walk(Optional.empty(), Set.of()).rule();
  }

  /// The rule as a tree, with what the event says to each part.
  public Explanation explain(JsonNode event) {
    List<SigmaDocument> questions = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      SequencedMap<String, Selection> selections = new LinkedHashMap<>();
      selections.put("question", new Selection.AllOf(List.of(items.get(i))));
      RuleHeader header = rule.header().withId(new RuleId("" + i)).withLogSource(LogSource.ANY);
      questions.add(
          new DetectionRule(header, selections, List.of(new Condition.Named("question"))));
    }
    SigmaEngine engine = SigmaEngine.of(new SigmaCompiler().compile(questions).rules());
    Set<DetectionItem> fulfilled = new HashSet<>();
    for (Detection detection :
        engine.accept(new SigmaEvent(0, Instant.EPOCH, LogSource.ANY, event))) {
      fulfilled.add(items.get(Integer.parseInt(detection.rule().value())));
    }
    return new Walk(Optional.of(event), fulfilled).rule();
  }

  /// A correlation in one sentence.
  public static String describe(CorrelationRule rule) {
    CorrelationRule.Threshold threshold = rule.threshold();
    String bounds =
        threshold.bounds().stream()
            .map(bound -> bound.comparison().sign() + " " + bound.value().toPlainString())
            .collect(Collectors.joining(" and "));
    String condition =
        threshold
            .expression()
            .map(expression -> " fulfils " + words(expression))
            .orElse(bounds.isEmpty() ? " (all of them)" : " is " + bounds);
    return "fires when "
        + rule.type().label()
        + threshold.percentile().map(share -> " " + share.toPlainString()).orElse("")
        + " of "
        + String.join(", ", rule.rules())
        + (threshold.fields().isEmpty() ? "" : " over " + String.join(", ", threshold.fields()))
        + condition
        + " within "
        + rule.timespan().toString().substring(2).toLowerCase(java.util.Locale.ROOT)
        + (rule.groupBy().isEmpty() ? "" : ", for each " + String.join(" and ", rule.groupBy()));
  }

  private static String words(Condition condition) {
    return switch (condition) {
      case Condition.And(List<Condition> parts) -> words(parts, " and ");
      case Condition.Or(List<Condition> parts) -> words(parts, " or ");
      case Condition.Not(Condition part) -> "not " + words(part);
      case Condition.Named(String name) -> name;
      case Condition.Quantified quantified -> quantified.written() + " of " + quantified.pattern();
    };
  }

  private static String words(List<Condition> parts, String word) {
    return parts.stream().map(RuleExplainer::words).collect(Collectors.joining(word, "(", ")"));
  }

  /// One walk over the rule.
  private final class Walk {
    private final Optional<JsonNode> event;
    private final Set<DetectionItem> fulfilled;

    Walk(Optional<JsonNode> event, Set<DetectionItem> fulfilled) {
      this.event = event;
      this.fulfilled = fulfilled;
    }

    Explanation rule() {
      List<Explanation> parts = rule.conditions().stream().map(this::condition).toList();
      return parts.size() == 1 ? parts.getFirst() : joined("one of", parts, 1);
    }

    private Explanation condition(Condition condition) {
      return switch (condition) {
        case Condition.And(List<Condition> parts) ->
            joined("all of", parts.stream().map(this::condition).toList(), parts.size());
        case Condition.Or(List<Condition> parts) ->
            joined("one of", parts.stream().map(this::condition).toList(), 1);
        case Condition.Not(Condition part) -> not("not", condition(part));
        case Condition.Named(String name) -> named(name);
        case Condition.Quantified quantified -> {
          List<Explanation> parts = quantified.selections().stream().map(this::named).toList();
          String how =
              switch (quantified.written()) {
                case "1", "any" -> "one of";
                case "all" -> "all of";
                default -> quantified.least() + " of";
              };
          yield joined(how + " '" + quantified.pattern() + "'", parts, quantified.least());
        }
      };
    }

    private Explanation named(String name) {
      Selection selection = rule.selections().get(name);
      if (selection == null) {
        throw new IllegalArgumentException("no selection " + name);
      }
      Explanation explained = selection(selection);
      return new Explanation(
          "selection '" + name + "'" + (explained.parts().isEmpty() ? "" : ": " + explained.text()),
          explained.holds(),
          "",
          explained.parts().isEmpty() ? List.of(explained) : explained.parts());
    }

    private Explanation selection(Selection selection) {
      return switch (selection) {
        case Selection.AllOf(List<DetectionItem> all) ->
            all.size() == 1
                ? item(all.getFirst())
                : joined("all of", all.stream().map(this::item).toList(), all.size());
        case Selection.AnyOf(List<Selection> alternatives) ->
            joined("one of", alternatives.stream().map(this::selection).toList(), 1);
      };
    }

    private Explanation joined(String how, List<Explanation> parts, int least) {
      long holding = parts.stream().filter(part -> part.holds().orElse(false)).count();
      return new Explanation(how, event.map(_ -> holding >= least), "", parts);
    }

    private Explanation not(String text, Explanation part) {
      return new Explanation(text, part.holds().map(holds -> !holds), "", List.of(part));
    }

    private Explanation item(DetectionItem item) {
      return new Explanation(
          words(item),
          event.map(_ -> fulfilled.contains(item)),
          event.map(body -> found(item, body)).orElse(""),
          List.of());
    }

    private String found(DetectionItem item, JsonNode body) {
      if (item.field().isEmpty()) {
        return "";
      }
      return body instanceof ObjectNode object
          ? Paths.find(object, item.field())
              .map(value -> shortened(value.isString() ? value.stringValue() : value.toString()))
              .orElse("(missing)")
          : "(missing)";
    }

    private String shortened(String value) {
      return value.length() > MAX_SHOWN ? value.substring(0, MAX_SHOWN) + "…" : value;
    }
  }

  private static String words(DetectionItem item) {
    String link = item.all() ? " and " : " or ";
    String asked =
        item.tests().stream().map(TestWords::of).distinct().collect(Collectors.joining(link));
    String subject = item.field().isEmpty() ? "any value" : item.field();
    return item.negated() ? "not: " + subject + " " + asked : subject + " " + asked;
  }
}
