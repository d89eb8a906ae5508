package io.sextant.sigma;

import java.math.BigDecimal;
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
