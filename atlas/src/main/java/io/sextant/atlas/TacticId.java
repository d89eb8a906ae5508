package io.sextant.atlas;

import java.util.regex.Pattern;

/// The id of a tactic, such as `AML.TA0000`; custom builds may insert a segment (`AML.XYZ.…`).
public record TacticId(String value) implements AtlasId, Comparable<TacticId> {
  private static final Pattern FORM = Pattern.compile("AML(\\.[A-Z0-9]+)?\\.TA\\d{4}");

  public TacticId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not the id of a tactic: " + value);
    }
  }

  @Override
  public int compareTo(TacticId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
