package io.sextant.sigma;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a YAML scalar means. Rules are read as the YAML 1.1 loaders read them that nearly all
/// existing rules were written for; where YAML 1.2 would read something else, [#ambiguity] says so.
/// Dates and base-60 numbers stay the text they are.
public sealed interface ScalarValue {
  Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  Set<String> TRUE = Set.of("true", "True", "TRUE");
  Set<String> FALSE = Set.of("false", "False", "FALSE");
  Set<String> OLD_TRUE = Set.of("yes", "Yes", "YES", "on", "On", "ON");
  Set<String> OLD_FALSE = Set.of("no", "No", "NO", "off", "Off", "OFF");

  /// Decimal, hexadecimal, octal and binary, each with underscores.
  Pattern INTEGER =
      Pattern.compile("([-+]?)(?:0b([01_]+)|0([0-7_]+)|(0|[1-9][0-9_]*)|0x([0-9a-fA-F_]+))");

  Pattern DECIMAL =
      Pattern.compile("[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?|[-+]?\\.[0-9_]+");
  Pattern NEWER_OCTAL = Pattern.compile("0o[0-7]+");

  /// Longer texts are never numbers, in characters.
  int MAX_NUMBER = 100;

  record Text(String text) implements ScalarValue {}

  record Numeric(BigDecimal value) implements ScalarValue {}

  record Bool(boolean value) implements ScalarValue {}

  record Null() implements ScalarValue {}

  static ScalarValue of(YamlTree.Scalar scalar) {
    String text = scalar.text();
    if (!scalar.plain()) {
      return new Text(text);
    }
    if (NULLS.contains(text)) {
      return new Null();
    }
    if (TRUE.contains(text) || OLD_TRUE.contains(text)) {
      return new Bool(true);
    }
    if (FALSE.contains(text) || OLD_FALSE.contains(text)) {
      return new Bool(false);
    }
    return number(text).<ScalarValue>map(Numeric::new).orElseGet(() -> new Text(text));
  }

  /// Most texts are none, and looking at one character is quicker than at an expression.
  private static boolean mayBeNumber(String text) {
    boolean sized = !text.isEmpty() && text.length() <= MAX_NUMBER;
    return sized && ("+-.".indexOf(text.charAt(0)) >= 0 || isDigit(text.charAt(0)));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static Optional<BigDecimal> number(String text) {
    if (!mayBeNumber(text)) {
      return Optional.empty();
    }
    Matcher integer = INTEGER.matcher(text);
    if (integer.matches()) {
      int[] bases = {0, 0, 2, 8, 10, 16};
      for (int group = 2; group < bases.length; group++) {
        String digits = integer.group(group) == null ? "" : integer.group(group).replace("_", "");
        if (!digits.isEmpty()) {
          BigInteger value = new BigInteger(digits, bases[group]);
          return Optional.of(new BigDecimal("-".equals(integer.group(1)) ? value.negate() : value));
        }
      }
      return Optional.empty();
    }
    if (DECIMAL.matcher(text).matches()) {
      String digits = text.replace("_", "");
      return digits.equals(".") ? Optional.empty() : Numbers.parse(digits);
    }
    return Optional.empty();
  }

  /// How YAML 1.2 would read a plain scalar, when that is something else.
  static Optional<String> ambiguity(YamlTree.Scalar scalar) {
    String text = scalar.text();
    if (!scalar.plain()) {
      return Optional.empty();
    }
    if (OLD_TRUE.contains(text) || OLD_FALSE.contains(text)) {
      return Optional.of("the text '" + text + "'");
    }
    if (!mayBeNumber(text)) {
      return Optional.empty();
    }
    if (NEWER_OCTAL.matcher(text).matches()) {
      return Optional.of(
          "the number " + Integer.parseInt(text.substring(2, Math.min(9, text.length())), 8));
    }
    Matcher integer = INTEGER.matcher(text);
    if (integer.matches() && text.indexOf('_') >= 0) {
      return Optional.of("the text '" + text + "'");
    }
    if (integer.matches() && integer.group(3) != null) {
      return Optional.of("the decimal number " + new BigDecimal(text).toPlainString());
    }
    return Optional.empty();
  }
}
