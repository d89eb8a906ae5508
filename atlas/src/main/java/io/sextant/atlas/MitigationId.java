package io.sextant.atlas;

import java.util.regex.Pattern;

/// The id of a mitigation, such as `AML.M0015`; custom builds may insert a segment (`AML.XYZ.…`).
public record MitigationId(String value) implements AtlasId, Comparable<MitigationId> {
  private static final Pattern FORM = Pattern.compile("AML(\\.[A-Z0-9]+)?\\.M\\d{4}");

  public MitigationId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not the id of a mitigation: " + value);
    }
  }

  @Override
  public int compareTo(MitigationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
