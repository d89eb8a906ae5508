package io.sextant.inspect.train;

import io.sextant.inspect.attack.AttackModel;
import io.sextant.inspect.model.Lexicon;
import io.sextant.inspect.view.Readability;
import io.sextant.inspect.view.Views;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// All texts to learn from and to measure with, and their readings.
///
/// @param readability learnt from the harmless texts
record Material(List<Case> cases, Readability readability) {
  static final long SEED = 20260711;

  Material {
    cases = List.copyOf(cases);
  }

  /// Reads `train.jsonl` and `valid.jsonl` in a folder and our own texts, and makes others of them.
  ///
  /// @param authored our own texts; beside it lies the grammar that makes more
  static Material read(Path data, Path authored) throws IOException {
    return of(samples(data, authored));
  }

  /// The same with the texts that only an encoder learns from; those are put among no others.
  static Material forEncoder(Path data, Path authored) throws IOException {
    List<Sample> samples = samples(data, authored);
    samples.addAll(Grammar.read(authored.resolveSibling("encoder.txt"), SEED));
    return of(samples);
  }

  private static List<Sample> samples(Path data, Path authored) throws IOException {
    List<Sample> samples = new ArrayList<>(Sample.read(data.resolve("train.jsonl")));
    samples.addAll(Sample.read(data.resolve("valid.jsonl")));
    samples.addAll(Authored.read(authored));
    samples.addAll(Grammar.read(authored.resolveSibling("grammar.txt"), SEED));
    List<Sample> given = samples.stream().filter(it -> !it.isLesson()).toList();
    samples.addAll(Planting.of(given, SEED));
    samples.addAll(LongTexts.of(given, SEED));
    samples.addAll(Disguising.of(given, SEED));
    return samples;
  }

  private static Material of(List<Sample> samples) {
    Readability readability =
        Readability.learn(
            samples.stream()
                .filter(it -> !it.attack() && !it.unseen() && !it.tags().contains("obf"))
                .map(Sample::text)
                .toList());
    return new Material(cases(samples, readability), readability);
  }

  private static List<Case> cases(List<Sample> samples, Readability readability) {
    Views views = new Views(readability);
    Lexicon lexicon = Lexicon.builtIn();
    List<Case> cases = new ArrayList<>();
    for (Sample sample : samples) {
      cases.add(new Case(sample, AttackModel.reading(sample.text(), views, lexicon)));
    }
    return cases;
  }

  /// What nothing learns from: [Authored#everyday].
  List<Case> everyday(Path file) throws IOException {
    return cases(Authored.everyday(file), readability);
  }

  List<Case> that(Predicate<Sample> which) {
    return cases.stream().filter(it -> which.test(it.sample())).toList();
  }
}
