package io.sextant.inspect.attack;

import io.sextant.inspect.model.FeatureStream.Window;
import io.sextant.inspect.model.LinearModel;

/// A reading and what each model says of any stretch of it.
record Scored(
    Reading.View view,
    LinearModel.Scores attack,
    LinearModel.Scores concept,
    LinearModel.Scores instruction,
    LinearModel.Scores whole) {
  /// Added to the log-odds of concepts in other languages than English, of which alone words say
  /// little.
  private static final double ABROAD = 4;

  static Scored of(Reading.View view, BaseModels models) {
    return new Scored(
        view,
        models.attack().scores(view.stream()),
        models.concept().scores(view.stream()),
        models.instruction().scores(view.stream()),
        models.whole().scores(view.stream()));
  }

  /// What concepts say of a window, as far as it is not English.
  double foreign(Window window) {
    double odds = Math.max(0, concept.of(window) + ABROAD);
    return odds == 0 ? 0 : odds * view.stream().foreign(window);
  }
}
