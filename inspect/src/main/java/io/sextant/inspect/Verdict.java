package io.sextant.inspect;

import java.util.List;
import java.util.Optional;

/// What an inspection concludes about one text.
///
/// @param score 0 … 1, comparable across channels: at [#FLAGGED] 1 %, at [#STRICT] 0.5 %, at
///   [#CERTAIN] 0.1 % of the benign texts that the model was calibrated on score as high or higher
/// @param kind what the text tries, when it is flagged
/// @param techniques the ATLAS techniques it shows, most certain first
/// @param spans the offending stretches of the given text, most offending first
/// @param views by which readings of the text it was found, such as `base64`
/// @param reasons why, most important first
public record Verdict(
    Channel channel,
    double score,
    Optional<AttackKind> kind,
    List<TechniqueMatch> techniques,
    List<Span> spans,
    List<String> views,
    List<Reason> reasons) {
  /// The score that 1 % of benign texts reach.
  public static final double FLAGGED = 0.5;

  /// The score that 0.5 % of benign texts reach.
  public static final double STRICT = 0.6;

  /// The score that 0.1 % of benign texts reach.
  public static final double CERTAIN = 0.8;

  public Verdict {
    techniques = List.copyOf(techniques);
    spans = List.copyOf(spans);
    views = List.copyOf(views);
    reasons = List.copyOf(reasons);
  }

  /// Whether the text counts as an attack at 1 % false positives.
  public boolean flagged() {
    return score >= FLAGGED;
  }
}
