package io.sextant.core.policy;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// What CONSTRAIN does to a request or an answer.
public sealed interface Constraint {
  /// What a redaction takes out.
  enum Matter {
    PERSONAL_DATA,
    SECRETS;

    static Matter of(String label) {
      return switch (label) {
        case "personal-data" -> PERSONAL_DATA;
        case "secrets" -> SECRETS;
        default -> throw new IllegalArgumentException(label);
      };
    }
  }

  /// Puts marks such as `[EMAIL]` in the place of what is found, in requests, answers and streams.
  record Redact(Set<Matter> matters) implements Constraint {
    public Redact {
      matters = Set.copyOf(matters);
    }
  }

  /// No answer longer than this, whatever the request calls its limit.
  record MaxTokens(int most) implements Constraint {}

  /// No temperature above this.
  record Temperature(double most) implements Constraint {}

  /// No more answers to one request than this.
  record Choices(int most) implements Constraint {}

  /// No log probabilities, asked for or answered.
  record NoLogProbabilities() implements Constraint {}

  /// Numbers of an answer (scores, confidences, embeddings) with at most so many decimals.
  record Decimals(int most) implements Constraint {}

  /// Of the tools offered, none whose name matches.
  ///
  /// @param names `*` stands for any characters
  record WithoutTools(List<String> names) implements Constraint {
    public WithoutTools {
      names = List.copyOf(names);
    }
  }

  /// Links, images and active markup of answers become plain text.
  record NoLinks() implements Constraint {}

  /// Waits before the request goes on.
  record Delay(Duration time) implements Constraint {}
}
