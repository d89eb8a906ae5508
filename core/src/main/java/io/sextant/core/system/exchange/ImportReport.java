package io.sextant.core.system.exchange;

import io.sextant.core.document.Issue;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.ComponentKind;
import java.util.List;
import java.util.SequencedMap;

/// What became of a file.
///
/// @param counts what the file holds, in its format's own terms
/// @param guesses kinds that were concluded from a name, for a person to confirm
/// @param left what the file holds and a map does not
public record ImportReport(
    String file,
    MapFormat format,
    SequencedMap<String, Count> counts,
    List<Guess> guesses,
    List<Left> left,
    List<Issue> issues) {

  /// @param from the words that it was concluded from
  public record Guess(ComponentId component, ComponentKind kind, String from) {}

  /// @param what in the format's own terms
  public record Left(String what, int count, String why) {}
}
