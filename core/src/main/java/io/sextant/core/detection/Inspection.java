package io.sextant.core.detection;

import io.sextant.core.telemetry.Speaker;
import java.util.List;
import java.util.Set;

/// Looks into texts for rules that ask what is in them. Fit for any number of threads.
///
/// A conversation comes again with every turn of it: what implements this should remember what it
/// said of texts seen lately.
public interface Inspection {
  /// What a text is as an attack on a model, or as an answer that gives something away.
  ///
  /// @param speaker whose text it is: what is ordinary differs by it
  /// @param instructions of the event, which an answer must not repeat
  Judgement judge(Speaker speaker, String text, List<String> instructions);

  /// The kinds of personal data that a text holds.
  Set<String> personalData(String text);

  /// The kinds of secrets that a text holds.
  Set<String> secrets(String text);

  /// What was concluded about one text.
  ///
  /// @param score 0 to 1; 0.5, 0.6 and 0.8 are reached by 1 %, 0.5 % and 0.1 % of harmless texts
  /// @param flagged whether it counts as an attack or leak
  /// @param kinds what it tries; empty when it is not flagged
  /// @param techniques ids of ATLAS techniques
  /// @param passages the offending stretches
  record Judgement(
      double score,
      boolean flagged,
      List<String> kinds,
      List<String> techniques,
      List<String> passages) {
    public Judgement {
      kinds = List.copyOf(kinds);
      techniques = List.copyOf(techniques);
      passages = List.copyOf(passages);
    }
  }
}
