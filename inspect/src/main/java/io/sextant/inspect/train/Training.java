package io.sextant.inspect.train;

import io.sextant.inspect.attack.AttackModel;
import io.sextant.inspect.attack.Experience;
import io.sextant.inspect.attack.PromptInspector;
import io.sextant.inspect.model.Lexicon;
import io.sextant.inspect.view.Readability;
import io.sextant.inspect.view.Views;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Trains the attack model and measures it on sources that it has not seen.
///
/// `Training DATA AUTHORED MODEL` reads `train.jsonl` and `valid.jsonl` in DATA and our own texts
/// in AUTHORED and `grammar.txt` beside it, prints the tables of the model card, and writes MODEL.
/// The same data give the same model.
public final class Training {
  private static final long SEED = 20260711;

  private final PrintStream out;

  private Training(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 3) {
      System.err.println("usage: Training DATA AUTHORED MODEL");
      System.exit(2);
    }
    new Training(System.out)
        .run(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
  }

  private void run(Path data, Path authored, Path file) throws IOException {
    List<Sample> samples = new ArrayList<>(Sample.read(data.resolve("train.jsonl")));
    samples.addAll(Sample.read(data.resolve("valid.jsonl")));
    samples.addAll(Authored.read(authored));
    samples.addAll(Grammar.read(authored.resolveSibling("grammar.txt"), SEED));
    List<Sample> given = samples.stream().filter(it -> !it.isLesson()).toList();
    samples.addAll(Planting.of(given, SEED));
    samples.addAll(LongTexts.of(given, SEED));
    samples.addAll(Disguising.of(given, SEED));
    Readability readability =
        Readability.learn(
            samples.stream()
                .filter(it -> !it.attack() && !it.unseen() && !it.tags().contains("obf"))
                .map(Sample::text)
                .toList());
    Views views = new Views(readability);
    Lexicon lexicon = Lexicon.builtIn();
    List<Case> cases = new ArrayList<>();
    for (Sample sample : samples) {
      cases.add(new Case(sample, AttackModel.reading(sample.text(), views, lexicon)));
    }
    List<Case> known = cases.stream().filter(it -> !it.sample().unseen()).toList();
    List<Case> unseen = cases.stream().filter(it -> it.sample().unseen()).toList();
    new Report(out, "Unseen sources (`valid_ood`)").print(new Fitted(known, SEED).judge(unseen));
    Fitted all = new Fitted(cases, SEED);
    new Report(out, "Each source left out in turn").print(all.leftOut());
    AttackModel model = all.model(readability);
    try (OutputStream stream = Files.newOutputStream(file)) {
      model.write(stream);
    }
    PromptInspector inspector = new PromptInspector(model, Experience.none());
    Pairs.print(authored.resolveSibling("pairs.txt"), inspector, out);
  }
}
