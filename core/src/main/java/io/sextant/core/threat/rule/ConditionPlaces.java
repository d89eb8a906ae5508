package io.sextant.core.threat.rule;

import io.sextant.core.document.Place;

/// Where a mistake within a condition stands in its file.
final class ConditionPlaces {
  private ConditionPlaces() {}

  /// @param scalar where the condition's YAML value begins
  static Place place(String file, Place scalar, Language.Mistake mistake) {
    String line = file.lines().skip(scalar.line() - 1L).findFirst().orElse("");
    char first = scalar.column() <= line.length() ? line.charAt(scalar.column() - 1) : ' ';
    if (first == '|' || first == '>') {
      String inner = file.lines().skip(scalar.line() + mistake.line() - 1L).findFirst().orElse("");
      int indent = inner.length() - inner.stripLeading().length();
      return new Place(scalar.line() + mistake.line(), indent + mistake.column());
    }
    int quote = first == '"' || first == '\'' ? 1 : 0;
    return new Place(scalar.line(), scalar.column() + quote + mistake.column() - 1);
  }
}
