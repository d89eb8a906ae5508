package io.sextant.atlas.lint;

import io.sextant.atlas.Issue;

/// What can be wrong with a reference to ATLAS.
public enum Verdict {
  UNKNOWN("SX-ATLAS-050", Issue.Severity.ERROR, "the release has no such id"),
  RETIRED("SX-ATLAS-051", Issue.Severity.ERROR, "the id was retired"),
  NEWER("SX-ATLAS-052", Issue.Severity.ERROR, "the id is younger than the release"),
  MALFORMED("SX-ATLAS-053", Issue.Severity.ERROR, "meant as an id, but not of its form"),
  OTHER_NAME("SX-ATLAS-054", Issue.Severity.ERROR, "the name beside the id is another object's"),
  OLD_NAME("SX-ATLAS-055", Issue.Severity.WARNING, "the object was renamed"),
  WRONG_TACTIC("SX-ATLAS-056", Issue.Severity.WARNING, "the technique is not of the tactic"),
  SPELLING("SX-ATLAS-057", Issue.Severity.WARNING, "the id is spelled in a way of its own"),
  STRANGE_NAME("SX-ATLAS-058", Issue.Severity.WARNING, "no release knows the name beside the id");

  private final String code;
  private final Issue.Severity severity;
  private final String meaning;

  Verdict(String code, Issue.Severity severity, String meaning) {
    this.code = code;
    this.severity = severity;
    this.meaning = meaning;
  }

  public String code() {
    return code;
  }

  public Issue.Severity severity() {
    return severity;
  }

  /// One phrase for lists of rules.
  public String meaning() {
    return meaning;
  }
}
