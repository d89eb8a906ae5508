package io.sextant.sigma.lint;

import io.sextant.sigma.DetectionItem;
import io.sextant.sigma.IssueCode;
import io.sextant.sigma.RuleHeader;
import io.sextant.sigma.Selection;
import io.sextant.sigma.SigmaString;
import io.sextant.sigma.ValueTest;
import io.sextant.sigma.lint.Findings.Spot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Looks at the selections of one rule.
final class SelectionLint {
  /// Longer lists are not compared value by value.
  private static final int MAX_COMPARED = 500;

  /// Items of one field that are held against each other.
  private static final int MAX_ITEMS = 50;

  private final RuleHeader rule;
  private final Findings findings;

  SelectionLint(RuleHeader rule, Findings findings) {
    this.rule = rule;
    this.findings = findings;
  }

  /// Whether no single value of a field can fulfil the selection; reported where it is so.
  boolean neverMatches(String name, Selection selection) {
    return switch (selection) {
      case Selection.AnyOf(List<Selection> alternatives) -> {
        boolean all = true;
        for (Selection alternative : alternatives) {
          all &= neverMatches(name, alternative);
        }
        yield all;
      }
      case Selection.AllOf(List<DetectionItem> items) -> contradiction(name, items);
    };
  }

  private boolean contradiction(String name, List<DetectionItem> items) {
    Map<String, List<DetectionItem>> byField = new HashMap<>();
    for (DetectionItem item : items) {
      if (item.all() && !item.negated() && contradictsItself(item)) {
        report(name, item, "its values exclude each other, and 'all' asks for every one");
        return true;
      }
      if (!item.field().isEmpty() && !item.negated()) {
        List<DetectionItem> earlier = byField.computeIfAbsent(item.field(), _ -> new ArrayList<>());
        for (DetectionItem other : earlier) {
          if (exclude(other, item)) {
            report(name, item, "it excludes what line " + other.line() + " asks of the same field");
            return true;
          }
        }
        if (earlier.size() < MAX_ITEMS) {
          earlier.add(item);
        }
      }
    }
    return false;
  }

  private void report(String name, DetectionItem item, String why) {
    findings.warn(
        IssueCode.NEVER_MATCHES,
        rule,
        new Spot(item.line(), item.column()),
        "the selection '"
            + name
            + "' can match no event with one value of '"
            + item.field()
            + "': "
            + why,
        "Make two selections, or ask for one of the values.");
  }

  private static boolean contradictsItself(DetectionItem item) {
    List<ValueTest> tests = item.tests();
    if (tests.size() > MAX_COMPARED) {
      return false;
    }
    for (int i = 0; i < tests.size(); i++) {
      for (ValueTest other : tests.subList(i + 1, tests.size())) {
        if (exclude(tests.get(i), other)) {
          return true;
        }
      }
    }
    return false;
  }

  /// Whether each way to fulfil the one excludes each way to fulfil the other.
  private static boolean exclude(DetectionItem one, DetectionItem other) {
    return !one.all()
        && !other.all()
        && one.tests().size() <= MAX_COMPARED
        && other.tests().size() <= MAX_COMPARED
        && one.tests().stream()
            .allMatch(test -> other.tests().stream().allMatch(test2 -> exclude(test, test2)));
  }

  private static boolean exclude(ValueTest one, ValueTest other) {
    return excludesInOrder(one, other) || excludesInOrder(other, one);
  }

  private static boolean excludesInOrder(ValueTest one, ValueTest other) {
    return switch (one) {
      case ValueTest.Exists(boolean expected) -> !expected && asksForValue(other);
      case ValueTest.Null _ -> asksForValue(other) && !(other instanceof ValueTest.Exists);
      case ValueTest.Text text -> excludes(text, other);
      case ValueTest.Numeric number ->
          other instanceof ValueTest.Numeric second
              ? number.value().compareTo(second.value()) != 0
              : other instanceof ValueTest.Compare compare
                  && !holds(compare, number.value().compareTo(compare.bound()));
      case ValueTest.Compare compare ->
          other instanceof ValueTest.Compare second && disjoint(compare, second);
      case ValueTest.Regex _,
          ValueTest.Bool _,
          ValueTest.Calendar _,
          ValueTest.Network _,
          ValueTest.SameAs _,
          ValueTest.Members _ ->
          false;
    };
  }

  private static boolean asksForValue(ValueTest test) {
    return switch (test) {
      case ValueTest.Null _, ValueTest.Members _ -> false;
      case ValueTest.Exists(boolean expected) -> expected;
      case ValueTest.Text _,
          ValueTest.Regex _,
          ValueTest.Numeric _,
          ValueTest.Bool _,
          ValueTest.Compare _,
          ValueTest.Calendar _,
          ValueTest.Network _,
          ValueTest.SameAs _ ->
          true;
    };
  }

  private static boolean excludes(ValueTest.Text text, ValueTest other) {
    if (!text.pattern().isPlain() || !(other instanceof ValueTest.Text second)) {
      return false;
    }
    Optional<Ends> outer = Ends.of(second.pattern(), false);
    Optional<Ends> inner = Ends.of(text.pattern(), false);
    return outer.isPresent() && inner.isPresent() && !outer.get().covers(inner.get());
  }

  private static boolean holds(ValueTest.Compare compare, int order) {
    return switch (compare.comparison()) {
      case LT -> order < 0;
      case LTE -> order <= 0;
      case GT -> order > 0;
      case GTE -> order >= 0;
      case EQ -> order == 0;
      case NEQ -> order != 0;
    };
  }

  private static boolean disjoint(ValueTest.Compare low, ValueTest.Compare high) {
    boolean below =
        switch (low.comparison()) {
          case LT, LTE -> true;
          case GT, GTE, EQ, NEQ -> false;
        };
    boolean above =
        switch (high.comparison()) {
          case GT, GTE -> true;
          case LT, LTE, EQ, NEQ -> false;
        };
    int order = low.bound().compareTo(high.bound());
    boolean closed =
        low.comparison().name().endsWith("E") && high.comparison().name().endsWith("E");
    return below && above && (order < 0 || (order == 0 && !closed));
  }

  /// Reports values that another value of their item covers, and expressions that backtrack.
  void items(Selection selection) {
    switch (selection) {
      case Selection.AnyOf(List<Selection> alternatives) -> alternatives.forEach(this::items);
      case Selection.AllOf(List<DetectionItem> items) -> items.forEach(this::item);
    }
  }

  private void item(DetectionItem item) {
    for (ValueTest test : item.tests()) {
      if (test instanceof ValueTest.Regex regex) {
        backtracking(item, regex);
      }
    }
    if (item.tests().size() > MAX_COMPARED) {
      return;
    }
    List<Optional<Shape>> shapes = item.tests().stream().map(Shape::of).toList();
    for (int i = 0; i < item.tests().size(); i++) {
      Optional<ValueTest> covering = covering(item.tests(), shapes, i);
      if (covering.isPresent()) {
        findings.warn(
            IssueCode.COVERED_VALUE,
            rule,
            new Spot(item.line(), item.column()),
            "the value '"
                + item.tests().get(i).describe()
                + "' decides nothing: '"
                + covering.get().describe()
                + "' "
                + (item.all() ? "asks for more" : "matches all that it matches"),
            "Remove the one that is not needed.");
      }
    }
  }

  private static Optional<ValueTest> covering(
      List<ValueTest> tests, List<Optional<Shape>> shapes, int index) {
    Optional<Shape> text = shapes.get(index);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    for (int i = 0; i < tests.size(); i++) {
      Optional<Shape> other = shapes.get(i);
      if (i != index
          && other.isPresent()
          && other.get().covers(text.get())
          && (i < index || !text.get().covers(other.get()))) {
        return Optional.of(tests.get(i));
      }
    }
    return Optional.empty();
  }

  /// A pattern that is one plain text with wildcards at the ends, as written and without case.
  private record Shape(boolean cased, Ends written, Ends folded) {
    static Optional<Shape> of(ValueTest test) {
      if (!(test instanceof ValueTest.Text text)) {
        return Optional.empty();
      }
      return Ends.of(text.pattern(), true)
          .map(written -> new Shape(text.cased(), written, written.folded()));
    }

    /// Whether it matches everything that the narrow one matches.
    boolean covers(Shape narrow) {
      return cased ? narrow.cased && written.covers(narrow.written) : folded.covers(narrow.folded);
    }
  }

  /// A plain text, open at its ends or not.
  private record Ends(String text, boolean openStart, boolean openEnd) {
    static Optional<Ends> of(SigmaString pattern, boolean cased) {
      List<SigmaString.Part> parts = pattern.parts();
      boolean start = parts.size() > 1 && parts.getFirst() == SigmaString.Wildcard.ANY;
      boolean end = parts.size() > 1 && parts.getLast() == SigmaString.Wildcard.ANY;
      SigmaString inner =
          new SigmaString(parts.subList(start ? 1 : 0, parts.size() - (end ? 1 : 0)));
      if (!inner.isPlain()) {
        return Optional.empty();
      }
      String text = inner.toString();
      return Optional.of(new Ends(cased ? text : text.toLowerCase(Locale.ROOT), start, end));
    }

    Ends folded() {
      return new Ends(text.toLowerCase(Locale.ROOT), openStart, openEnd);
    }

    boolean covers(Ends other) {
      if (openStart && openEnd) {
        return other.text.contains(text);
      }
      if (openStart) {
        return !other.openEnd && other.text.endsWith(text);
      }
      if (openEnd) {
        return !other.openStart && other.text.startsWith(text);
      }
      return !other.openStart && !other.openEnd && other.text.equals(text);
    }
  }

  private void backtracking(DetectionItem item, ValueTest.Regex regex) {
    Backtracking.in(regex.pattern())
        .ifPresent(why ->
            findings.warn(
                IssueCode.BACKTRACKING,
                rule,
                new Spot(item.line(), item.column()),
                "the regular expression "
                    + shortened(regex.describe())
                    + " can take exponential time in engines that backtrack: "
                    + why,
                "Here it runs in linear time; rewrite it if the rule is used elsewhere."));
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
