package io.sextant.atlas.awareness;

import io.sextant.atlas.TechniqueId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A question with a choice of answers, exactly one of which is right.
///
/// @param id kind and technique; the same whatever the seed
/// @param right the id of the right option
/// @param explanation why, with everything that would be right
public record QuizQuestion(
    Id id, String text, List<Option> options, String right, String explanation) {
  public QuizQuestion {
    options = List.copyOf(options);
    if (options.stream().filter(option -> option.id().equals(right)).count() != 1) {
      throw new IllegalArgumentException(id + " has not exactly one right option");
    }
  }

  /// The letter of the right option, from `a` on.
  public char letter() {
    return letter(
        options.stream().filter(option -> option.id().equals(right)).findFirst().orElseThrow());
  }

  /// The letter of an option.
  public char letter(Option option) {
    return (char) ('a' + options.indexOf(option));
  }

  /// An answer to choose.
  public record Option(String id, String text) {}

  /// What a question asks about a technique.
  public enum Kind {
    /// Which technique a sentence describes.
    NAME,
    /// What an attacker wants with it.
    TACTIC,
    /// Whether it can be seen.
    OBSERVABLE,
    /// What it looks like.
    DETECTION,
    /// What helps against it.
    MITIGATION,
    /// How well attested it is.
    MATURITY;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Kind> parse(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
  }

  /// Names a question: `tactic/AML.T0051`.
  public record Id(Kind kind, TechniqueId technique) {
    /// Empty when the text is no id.
    public static Optional<Id> parse(String text) {
      int slash = text.indexOf('/');
      if (slash < 0) {
        return Optional.empty();
      }
      Optional<Kind> kind = Kind.parse(text.substring(0, slash));
      try {
        TechniqueId technique = new TechniqueId(text.substring(slash + 1));
        return kind.map(found -> new Id(found, technique));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return kind.word() + "/" + technique;
    }
  }
}
