package io.sextant.core.threat.rule;

/// What a condition comes to: unknown is not no.
public enum Answer {
  YES,
  NO,
  UNKNOWN;

  static Answer of(boolean known) {
    return known ? YES : NO;
  }

  /// YES when either is, else UNKNOWN when either is.
  Answer or(Answer other) {
    if (this == YES || other == YES) {
      return YES;
    }
    return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : NO;
  }

  /// NO when either is, else UNKNOWN when either is.
  Answer and(Answer other) {
    if (this == NO || other == NO) {
      return NO;
    }
    return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : YES;
  }
}
