package io.sextant.atlas;

import java.util.regex.Pattern;

/// The id of a case study, such as `AML.CS0000`; custom builds may insert a segment (`AML.XYZ.…`).
public record CaseStudyId(String value) implements AtlasId, Comparable<CaseStudyId> {
  private static final Pattern FORM = Pattern.compile("AML(\\.[A-Z0-9]+)?\\.CS\\d{4}");

  public CaseStudyId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not the id of a case study: " + value);
    }
  }

  @Override
  public int compareTo(CaseStudyId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
