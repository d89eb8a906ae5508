package io.sextant.atlas;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The id of a technique (`AML.T0051`) or sub-technique (`AML.T0051.000`); custom builds may insert
/// a segment (`AML.XYZ.T0001`).
public record TechniqueId(String value) implements AtlasId, Comparable<TechniqueId> {
  private static final Pattern FORM =
      Pattern.compile("(AML(?:\\.[A-Z0-9]+)?\\.T\\d{4})(\\.\\d{3})?");

  public TechniqueId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not the id of a technique: " + value);
    }
  }

  /// The id of the technique this one specializes; empty for a technique that is not a
  /// sub-technique.
  public Optional<TechniqueId> parent() {
    Matcher matcher = FORM.matcher(value);
    return matcher.matches() && matcher.group(2) != null
        ? Optional.of(new TechniqueId(matcher.group(1)))
        : Optional.empty();
  }

  @Override
  public int compareTo(TechniqueId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
