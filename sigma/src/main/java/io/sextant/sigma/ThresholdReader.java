package io.sextant.sigma;

import static io.sextant.sigma.IssueLog.quote;

import io.sextant.sigma.CorrelationRule.Bound;
import io.sextant.sigma.CorrelationRule.Threshold;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads the `condition` of a correlation, and checks that it fits the type.
final class ThresholdReader {
  private static final String FIELD = "field";
  private static final String EXAMPLE = "gte: 5";
  private static final String PERCENTILE = "percentile";
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /// The percentile when a correlation of percentiles states none.
  private static final BigDecimal MIDDLE = BigDecimal.valueOf(50);

  private final Keys keys;
  private final Optional<YamlTree.Entry> entry;
  private final Optional<CorrelationType> known;
  private final List<String> rules;
  private final IssueLog log;

  /// @param known the type; without it, only what holds for every type is checked
  ThresholdReader(
      YamlTree.Mapping correlation,
      Optional<CorrelationType> known,
      List<String> rules,
      IssueLog log) {
    this.keys = new Keys(correlation, log);
    this.entry = correlation.get("condition");
    this.known = known;
    this.rules = rules;
    this.log = log;
  }

  /// The threshold; when it has errors, which were reported, it is not to be used.
  Threshold read() {
    int errorsBefore = log.errors();
    List<String> fields = new ArrayList<>();
    List<Bound> bounds = new ArrayList<>();
    Optional<BigDecimal> percentile = Optional.empty();
    Optional<Condition> expression = Optional.empty();
    if (entry.isPresent() && entry.get().value() instanceof YamlTree.Mapping map) {
      for (YamlTree.Entry part : map.entries().values()) {
        switch (part.key()) {
          case FIELD -> fields.addAll(new Keys(map, log).texts(FIELD));
          case PERCENTILE -> percentile = percentile(part);
          default -> bound(part).ifPresent(bounds::add);
        }
      }
    } else if (entry.isPresent()) {
      expression = expression(entry.get().value());
    }
    boolean isMiddle =
        percentile.isEmpty() && known.equals(Optional.of(CorrelationType.VALUE_PERCENTILE));
    Optional<BigDecimal> share = isMiddle ? Optional.of(MIDDLE) : percentile;
    Threshold threshold = new Threshold(fields, bounds, share, expression);
    boolean isRead = log.errors() == errorsBefore;
    if (isMiddle && isRead) {
      log.warning(
          IssueCode.CORRELATION_CONDITION,
          keys.place("condition"),
          "value_percentile without 'percentile' is read as percentile 50",
          "State the percentile, as other tools may take another.");
    }
    known.filter(_ -> isRead).ifPresent(type -> check(type, threshold));
    return threshold;
  }

  private void check(CorrelationType type, Threshold threshold) {
    checkFields(type, threshold);
    checkBounds(type, threshold);
    threshold.expression().ifPresent(expression -> checkExpression(type, expression));
  }

  private Optional<Condition> expression(YamlTree value) {
    if (!(value instanceof YamlTree.Scalar scalar) || scalar.text().isBlank()) {
      log.error(
          IssueCode.CORRELATION_CONDITION,
          value.place(),
          "the condition of a correlation must be a map of comparisons or an expression over "
              + "names of rules, found "
              + value.kind(),
          "Write, for example, 'gte: 5' under it.");
      return Optional.empty();
    }
    Optional<CorrelationType> counting = known.filter(type -> !type.isTemporal());
    if (counting.isPresent()) {
      error("a correlation of type " + counting.get().label() + " needs a comparison", EXAMPLE);
      return Optional.empty();
    }
    return ConditionParser.parse(
            scalar.text(), scalar.place().right(scalar.plain() ? 0 : 1), rules, log)
        .map(ConditionParser.Parsed::condition);
  }

  private void checkExpression(CorrelationType type, Condition expression) {
    if (RuleExpression.holds(expression, _ -> false)) {
      error("the condition holds when no rule matches at all", "condition: a and not b");
    }
    boolean ordered = type == CorrelationType.TEMPORAL_ORDERED;
    if (ordered && RuleExpression.alternatives(expression, rules).isEmpty()) {
      error(
          "the condition has more than "
              + RuleExpression.MAX_ALTERNATIVES
              + " ways to be fulfilled, each an order of its own",
          "several correlations");
    }
  }

  private Optional<Bound> bound(YamlTree.Entry part) {
    Optional<Comparison> comparison =
        Arrays.stream(Comparison.values()).filter(c -> c.label().equals(part.key())).findFirst();
    if (comparison.isEmpty()) {
      List<String> known = Arrays.stream(Comparison.values()).map(Comparison::label).toList();
      log.error(
          IssueCode.CORRELATION_CONDITION,
          part.keyPlace(),
          "unknown comparison " + quote(part.key()),
          Suggestion.hint(part.key(), known, "Known are " + String.join(", ", known) + "."));
      return Optional.empty();
    }
    Optional<BigDecimal> value = number(part);
    boolean whole =
        value
            .filter(number ->
                number.stripTrailingZeros().scale() <= 0
                    && number.precision() - number.scale() <= 15
                    && number.signum() >= 0)
            .isPresent();
    boolean numeric = known.map(CorrelationType::isNumeric).orElse(true);
    if (value.isEmpty() || (!numeric && !whole)) {
      log.error(
          IssueCode.CORRELATION_CONDITION,
          part.value().place(),
          quote(part.key()) + (numeric ? " needs a number" : " needs a whole number from 0 on"),
          "");
      return Optional.empty();
    }
    return value.map(number -> new Bound(comparison.get(), number));
  }

  private static Optional<BigDecimal> number(YamlTree.Entry part) {
    return part.value() instanceof YamlTree.Scalar scalar
            && ScalarValue.of(scalar) instanceof ScalarValue.Numeric(BigDecimal value)
        ? Optional.of(value)
        : Optional.empty();
  }

  private Optional<BigDecimal> percentile(YamlTree.Entry part) {
    Optional<BigDecimal> value =
        number(part).filter(share -> share.signum() >= 0 && share.compareTo(HUNDRED) <= 0);
    if (value.isEmpty()) {
      log.error(
          IssueCode.CORRELATION_CONDITION,
          part.value().place(),
          "'percentile' needs a number from 0 to 100",
          "");
    }
    return value;
  }

  private void checkFields(CorrelationType type, Threshold threshold) {
    boolean counts = type == CorrelationType.VALUE_COUNT;
    boolean needsField = counts || type.isNumeric();
    if (needsField && threshold.fields().isEmpty()) {
      error("a correlation of type " + type.label() + " needs a field", "field: user.name");
    }
    if (!counts && threshold.fields().size() > 1) {
      error("a correlation of type " + type.label() + " takes one field", "field: bytes");
    }
    if (!needsField && !threshold.fields().isEmpty()) {
      error("'field' has no meaning for type " + type.label(), "use value_count");
    }
    boolean isPercentile = type == CorrelationType.VALUE_PERCENTILE;
    if (!isPercentile && threshold.percentile().isPresent()) {
      error("'percentile' has no meaning for type " + type.label(), "use value_percentile");
    }
  }

  private void checkBounds(CorrelationType type, Threshold threshold) {
    boolean compares = !threshold.bounds().isEmpty();
    if (!type.isTemporal() && !compares) {
      error("a correlation of type " + type.label() + " needs a comparison", EXAMPLE);
    }
    if (type == CorrelationType.TEMPORAL_ORDERED && compares) {
      error(
          "a correlation of type temporal_ordered takes no comparison: every rule must occur",
          "remove the condition, or write an expression over names of rules");
    }
    boolean everyRule = type.isTemporal() && !compares && threshold.expression().isEmpty();
    if (rules.equals(List.of(CorrelationRule.ANY)) && everyRule) {
      error("every rule there is would have to occur", "gte: 3");
    }
  }

  private void error(String message, String example) {
    log.error(
        IssueCode.CORRELATION_CONDITION,
        keys.place("condition"),
        message,
        "For example: " + example);
  }
}
