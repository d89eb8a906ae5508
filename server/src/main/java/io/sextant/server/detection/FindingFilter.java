package io.sextant.server.detection;

import io.sextant.atlas.TechniqueId;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.Findings;
import io.sextant.server.http.Query;
import io.sextant.sigma.Level;
import io.sextant.sigma.RuleId;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/// Reads a filter of findings from query parameters.
final class FindingFilter {
  private static final int MAX_TEXT = 200;

  private FindingFilter() {}

  static Findings.Filter read(Query query) {
    return new Findings.Filter(
        query.values("status", words(Finding.Status.values()), oneOf(Finding.Status.values())),
        query.values("level", words(Level.values()), oneOf(Level.values())),
        query.value("technique", "a technique's id such as AML.T0051", FindingFilter::technique),
        query.text("rule", MAX_TEXT).map(RuleId::new),
        query.instant("from"),
        query.instant("to"),
        query.text("q", MAX_TEXT).orElse(""));
  }

  /// The status with this word.
  static Optional<Finding.Status> status(String word) {
    return oneOf(Finding.Status.values()).apply(word);
  }

  /// The words of a choice, for messages.
  static String words(Enum<?>[] values) {
    return "one of " + Arrays.stream(values).map(FindingJson::word).toList();
  }

  private static <E extends Enum<E>> Function<String, Optional<E>> oneOf(E[] values) {
    return word ->
        Arrays.stream(values).filter(value -> FindingJson.word(value).equals(word)).findFirst();
  }

  private static Optional<TechniqueId> technique(String text) {
    try {
      return Optional.of(new TechniqueId(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
