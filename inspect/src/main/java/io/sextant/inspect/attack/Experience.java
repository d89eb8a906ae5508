package io.sextant.inspect.attack;

import io.sextant.inspect.known.KnownTexts;

/// What a place has learnt about its own traffic, beside the model.
///
/// @param attacks texts that are flagged whatever the model says, under [KnownTexts.Rule#NEAR_COPY]
/// @param dismissed texts that are not flagged whatever the model says, under
///   [KnownTexts.Rule#WHOLE_COPY]
/// @param calibration what scores mean here
public record Experience(KnownTexts attacks, KnownTexts dismissed, Calibration calibration) {
  /// None yet.
  public static Experience none() {
    return new Experience(
        new KnownTexts(KnownTexts.Rule.NEAR_COPY),
        new KnownTexts(KnownTexts.Rule.WHOLE_COPY),
        Calibration.NONE);
  }

  /// Known attacks only.
  public static Experience of(KnownTexts attacks) {
    return new Experience(attacks, none().dismissed, Calibration.NONE);
  }
}
