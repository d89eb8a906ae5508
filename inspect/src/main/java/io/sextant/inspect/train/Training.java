package io.sextant.inspect.train;

import io.sextant.inspect.attack.AttackModel;
import io.sextant.inspect.attack.BaseModels;
import io.sextant.inspect.attack.Head;
import io.sextant.inspect.model.Lexicon;
import io.sextant.inspect.model.LinearModel;
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
/// in AUTHORED, prints the tables of the model card, and writes MODEL. The same data give the same
/// model.
public final class Training {
  private static final long SEED = 20260711;
  private static final int FOLDS = 4;

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
    samples.addAll(Authored.plant(samples, SEED));
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
    new Report(out, "Unseen sources (`valid_ood`)").print(new Fitted(known).judge(unseen));
    Fitted all = new Fitted(cases);
    new Report(out, "Each source left out in turn").print(all.leftOut());
    try (OutputStream stream = Files.newOutputStream(file)) {
      new AttackModel(
              readability, all.models, all.requests, all.data, all.learner.kinds(all.models))
          .write(stream);
    }
  }

  /// Everything learnt from some cases.
  private static final class Fitted {
    final List<Case> cases;
    final BaseLearner learner;
    final BaseModels models;
    final Head requests;
    final Head data;
    final double plainThreshold;
    private final Folds folds;
    private final List<double[]> summaries = new ArrayList<>();
    private final List<Double> plain = new ArrayList<>();

    Fitted(List<Case> cases) {
      this.cases = cases;
      this.learner = new BaseLearner(cases, SEED);
      this.folds = new Folds(cases, FOLDS);
      summarise();
      this.models = learner.learn();
      this.requests = head(false, -1);
      this.data = head(true, -1);
      this.plainThreshold = threshold(-1);
    }

    /// Summaries of each case by models that have not seen its source.
    private void summarise() {
      cases.forEach(_ -> {
        summaries.add(new double[0]);
        plain.add(0.0);
      });
      for (int fold = 0; fold < FOLDS; fold++) {
        int left = fold;
        BaseLearner others =
            new BaseLearner(cases.stream().filter(it -> folds.of(it) != left).toList(), SEED);
        BaseModels base = others.learn();
        for (int i = 0; i < cases.size(); i++) {
          if (folds.of(cases.get(i)) == fold) {
            summaries.set(i, AttackModel.summary(cases.get(i).reading(), base).numbers());
            plain.set(i, simple(base.whole(), cases.get(i)));
          }
        }
      }
    }

    private static double simple(LinearModel model, Case it) {
      return model.scores(it.reading().plain().stream()).of(it.reading().plain().stream().whole());
    }

    /// The head learnt from all folds but one.
    private Head head(boolean data, int without) {
      List<HeadLearner.Row> rows = new ArrayList<>();
      for (int i = 0; i < cases.size(); i++) {
        Case it = cases.get(i);
        if (it.sample().channel().isData() == data && folds.of(it) != without) {
          rows.add(new HeadLearner.Row(summaries.get(i), it.sample().attack(), learner.weight(it)));
        }
      }
      return HeadLearner.fit(rows);
    }

    private double threshold(int without) {
      double[] benign = new double[cases.size()];
      int count = 0;
      for (int i = 0; i < cases.size(); i++) {
        if (!cases.get(i).sample().attack() && folds.of(cases.get(i)) != without) {
          benign[count++] = plain.get(i);
        }
      }
      double[] sorted = java.util.Arrays.stream(benign, 0, count).sorted().toArray();
      return sorted[(int) (sorted.length * 0.99)];
    }

    List<Report.Outcome> judge(List<Case> others) {
      List<Report.Outcome> outcomes = new ArrayList<>();
      for (Case it : others) {
        double[] summary = AttackModel.summary(it.reading(), models).numbers();
        Head head = it.sample().channel().isData() ? data : requests;
        outcomes.add(
            new Report.Outcome(
                it.sample(), head.score(summary), simple(models.whole(), it), plainThreshold));
      }
      return outcomes;
    }

    List<Report.Outcome> leftOut() {
      List<Report.Outcome> outcomes = new ArrayList<>();
      for (int fold = 0; fold < FOLDS; fold++) {
        Head ofRequests = head(false, fold);
        Head ofData = head(true, fold);
        double simple = threshold(fold);
        for (int i = 0; i < cases.size(); i++) {
          if (folds.of(cases.get(i)) == fold) {
            Head head = cases.get(i).sample().channel().isData() ? ofData : ofRequests;
            outcomes.add(
                new Report.Outcome(
                    cases.get(i).sample(), head.score(summaries.get(i)), plain.get(i), simple));
          }
        }
      }
      return outcomes;
    }
  }
}
