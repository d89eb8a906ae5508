package io.sextant.core.control;

import java.util.Optional;
import java.util.regex.Pattern;

/// Names a requirement of a framework in one edition: `iso-42001@2023:A.6.2.4`.
///
/// Frameworks renumber: an id without its edition means nothing and is refused.
public record RequirementRef(String framework, String edition, String id)
    implements Comparable<RequirementRef> {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*");
  private static final int LONGEST = 80;

  public RequirementRef {
    if (!WORD.matcher(framework).matches() || !WORD.matcher(edition).matches()) {
      throw new IllegalArgumentException("not a framework with its edition: " + framework);
    }
    if (id.isBlank() || id.length() > LONGEST) {
      throw new IllegalArgumentException("not the id of a requirement: '" + id + "'");
    }
  }

  /// Reads `FRAMEWORK@EDITION:ID`; empty when it is none.
  public static Optional<RequirementRef> parse(String text) {
    int at = text.indexOf('@');
    int colon = text.indexOf(':', at + 1);
    if (at <= 0 || colon < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RequirementRef(
              text.substring(0, at),
              text.substring(at + 1, colon),
              text.substring(colon + 1).strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(RequirementRef other) {
    int byFramework = framework.compareTo(other.framework);
    int byEdition = byFramework != 0 ? byFramework : edition.compareTo(other.edition);
    return byEdition != 0 ? byEdition : NaturalOrder.compare(id, other.id);
  }

  @Override
  public String toString() {
    return framework + "@" + edition + ":" + id;
  }
}
