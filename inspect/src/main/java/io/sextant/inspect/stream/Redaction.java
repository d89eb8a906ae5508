package io.sextant.inspect.stream;

import io.sextant.inspect.match.Finding;
import io.sextant.inspect.match.RecogniserSet;
import java.util.List;
import java.util.Locale;

/// Puts a mark such as `[EMAIL]` in the place of everything that was found.
///
/// Findings that share characters are taken out together, under the name of the one that begins
/// first, so that no part of any of them stays.
public final class Redaction {
  private Redaction() {}

  /// The text without what the recognisers find in it; the very same text when they find nothing.
  public static String redact(String text, RecogniserSet recognisers) {
    List<Finding> findings = recognisers.findAll(text);
    if (findings.isEmpty()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int kept = 0;
    for (Finding finding : findings) {
      if (finding.start() >= kept) {
        out.append(text, kept, (int) finding.start()).append(mark(finding.kind()));
      }
      kept = Math.max(kept, (int) finding.end());
    }
    return out.append(text, kept, text.length()).toString();
  }

  /// What stands in the place of a thing of this kind.
  static String mark(String kind) {
    return "[" + kind.toUpperCase(Locale.ROOT) + "]";
  }
}
