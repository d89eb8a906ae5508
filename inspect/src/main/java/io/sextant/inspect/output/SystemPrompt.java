package io.sextant.inspect.output;

import io.sextant.inspect.known.KnownTexts;
import java.util.List;

/// The operator's instructions, which an answer must not repeat.
///
/// @param text of the instructions
/// @param canaries strings put into them to be found again; each at least [#SHORTEST_CANARY]
///   letters and digits long
public record SystemPrompt(String text, List<String> canaries) {
  /// Letters and digits of a canary; shorter ones turn up by chance.
  public static final int SHORTEST_CANARY = 8;

  public SystemPrompt {
    canaries = List.copyOf(canaries);
    for (String canary : canaries) {
      if (!isCanary(canary)) {
        throw new IllegalArgumentException(
            "a canary needs " + SHORTEST_CANARY + " letters or digits or more");
      }
    }
  }

  /// Whether a string is long enough to be a canary.
  public static boolean isCanary(String canary) {
    return Canary.bare(canary).length() >= SHORTEST_CANARY;
  }

  /// Instructions without a canary.
  public static SystemPrompt of(String text) {
    return new SystemPrompt(text, List.of());
  }

  KnownTexts known() {
    KnownTexts known = new KnownTexts(KnownTexts.Rule.PASSAGE);
    known.add("system prompt", text);
    return known;
  }
}
