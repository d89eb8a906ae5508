package io.sextant.sigma;

import java.math.BigDecimal;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/// One question asked of a value of a field, after all modifiers have been applied.
public sealed interface ValueTest {
  /// The question as a person reads it.
  String describe();

  /// The value's text fits the pattern; letters match in either case unless `cased`.
  record Text(SigmaString pattern, boolean cased) implements ValueTest {
    @Override
    public String describe() {
      return pattern.toString();
    }
  }

  /// The pattern is found somewhere in the value's text.
  record Regex(String pattern, Set<RegexFlag> flags) implements ValueTest {
    public Regex {
      flags = Set.copyOf(flags);
    }

    @Override
    public String describe() {
      return "/" + pattern + "/";
    }
  }

  /// The value is this number, or its text is.
  record Numeric(BigDecimal value) implements ValueTest {
    @Override
    public String describe() {
      return value.toPlainString();
    }
  }

  /// The value is this truth value, or its text is.
  record Bool(boolean value) implements ValueTest {
    @Override
    public String describe() {
      return Boolean.toString(value);
    }
  }

  /// The field is missing or null.
  record Null() implements ValueTest {
    @Override
    public String describe() {
      return "null";
    }
  }

  /// The field is there (null and empty count as there), or is not.
  record Exists(boolean expected) implements ValueTest {
    @Override
    public String describe() {
      return expected ? "exists" : "is missing";
    }
  }

  /// The value is a number, or the text of one, that compares so with the bound.
  record Compare(Comparison comparison, BigDecimal bound) implements ValueTest {
    @Override
    public String describe() {
      return comparison.sign() + " " + bound.toPlainString();
    }
  }

  /// The value is a point in time of which this part compares so with the number.
  record Calendar(CalendarPart part, Comparison comparison, long number) implements ValueTest {
    @Override
    public String describe() {
      return part.label() + " " + comparison.sign() + " " + number;
    }
  }

  /// The value is an IP address of the network.
  record Network(IpNetwork network) implements ValueTest {
    @Override
    public String describe() {
      return network.toString();
    }
  }

  /// The value stands so to a value of another field.
  record SameAs(String field, Placement placement, boolean cased) implements ValueTest {
    @Override
    public String describe() {
      return placement.label() + " the value of " + field;
    }
  }

  /// Which members of an array are asked.
  sealed interface Which {
    record Some(MemberQuantifier quantifier) implements Which {}

    /// The member at a place: from 0 on, or from -1 back from the end.
    record At(int position) implements Which {}
  }

  /// Of the members of an array, so many fulfil a condition over selections, in which names of
  /// fields are those of the member, and `.` is the member itself.
  record Members(
      Which which, SequencedMap<String, Selection> selections, List<Condition> conditions)
      implements ValueTest {
    public Members {
      selections = Ordered.copyOf(selections);
      conditions = List.copyOf(conditions);
    }

    /// Those of the members that the condition is asked of.
    <T> List<T> asked(List<T> members) {
      if (!(which instanceof Which.At(int position))) {
        return members;
      }
      int index = position < 0 ? members.size() + position : position;
      return index < 0 || index >= members.size() ? List.of() : List.of(members.get(index));
    }

    /// Whether so many fulfilled out of so many members are enough.
    boolean holds(int fulfilled, int members) {
      return switch (which) {
        case Which.Some(MemberQuantifier quantifier) ->
            switch (quantifier) {
              case ANY -> fulfilled > 0;
              case ALL -> members > 0 && fulfilled == members;
              case ALL_OR_EMPTY -> fulfilled == members;
              case NONE -> fulfilled == 0;
            };
        case Which.At _ -> fulfilled > 0;
      };
    }

    @Override
    public String describe() {
      String members =
          switch (which) {
            case Which.Some(MemberQuantifier quantifier) -> quantifier.label() + " of its members";
            case Which.At(int position) -> "its member at " + position;
          };
      return members + " with " + new MembersWords(selections).of(conditions);
    }
  }

  /// How a text stands to another.
  enum Placement {
    EQUAL("equal to"),
    START("starts with"),
    END("ends with"),
    INSIDE("contains");

    private final String label;

    Placement(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /// Options of a regular expression.
  enum RegexFlag {
    IGNORE_CASE,
    MULTILINE,
    DOT_ALL
  }
}
