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
import java.util.stream.Stream;

/// All texts to learn from and to measure with, and their readings.
///
/// @param readability learnt from the harmless texts
record Material(List<Case> cases, Readability readability) {
  static final long SEED = 20260711;

  /// How often texts are drawn that are made by a grammar or of others: one draw alone moves what
  /// is told of unseen texts by percents.
  static final int DRAWS = 3;

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
    List<Sample> written = List.copyOf(samples);
    Path grammar = authored.resolveSibling("grammar.txt");
    for (int draw = 1; draw <= DRAWS; draw++) {
      for (Sample it : drawn(written, grammar, SEED + draw - 1)) {
        samples.add(it.in(draw));
      }
    }
    return samples;
  }

  private static List<Sample> drawn(List<Sample> written, Path grammar, long seed)
      throws IOException {
    List<Sample> made = Grammar.read(grammar, seed);
    List<Sample> shown =
        Stream.concat(written.stream(), made.stream()).filter(it -> !it.isLesson()).toList();
    List<Sample> drawn = new ArrayList<>(made);
    drawn.addAll(Planting.of(shown, seed));
    drawn.addAll(LongTexts.of(shown, seed));
    drawn.addAll(Disguising.of(shown, seed));
    return drawn;
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
