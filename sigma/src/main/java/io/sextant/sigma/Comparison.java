package io.sextant.sigma;

import java.util.Locale;

/// How a number is compared with a bound.
public enum Comparison {
  LT("<"),
  LTE("<="),
  GT(">"),
  GTE(">="),
  EQ("="),
  NEQ("!=");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  /// The mathematical sign.
  public String sign() {
    return sign;
  }

  /// The name in a rule file.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether it holds, given the sign of "value compared with bound".
  boolean holds(int order) {
    return switch (this) {
      case LT -> order < 0;
      case LTE -> order <= 0;
      case GT -> order > 0;
      case GTE -> order >= 0;
      case EQ -> order == 0;
      case NEQ -> order != 0;
    };
  }
}
