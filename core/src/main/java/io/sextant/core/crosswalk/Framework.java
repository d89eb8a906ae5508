package io.sextant.core.crosswalk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A framework in one edition.
///
/// @param terms what may be shown of it
/// @param requirements in its own order
public record Framework(
    String id,
    String edition,
    String title,
    String publisher,
    Nature nature,
    String terms,
    List<Requirement> requirements) {
  public Framework {
    requirements = List.copyOf(requirements);
  }

  /// What its entries are.
  public enum Nature {
    /// Things to do.
    CONTROLS,
    /// Things that may happen.
    RISKS;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Nature> of(String word) {
      return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
  }

  /// `iso-42001@2023`.
  public String key() {
    return id + "@" + edition;
  }
}
