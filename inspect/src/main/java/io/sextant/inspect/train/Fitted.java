package io.sextant.inspect.train;

import io.sextant.inspect.Channel;
import io.sextant.inspect.attack.AttackModel;
import io.sextant.inspect.attack.BaseModels;
import io.sextant.inspect.attack.Head;
import io.sextant.inspect.attack.Stretches;
import io.sextant.inspect.model.LinearModel;
import io.sextant.inspect.view.Readability;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Everything learnt from some cases: models over windows from all of them, heads and thresholds
/// from what models said that had not seen the case's source.
final class Fitted {
  private static final int FOLDS = 10;

  /// No fold is left out.
  private static final int NONE = -1;

  /// Ordinary requests of ours in other languages, which few of the given data are.
  private static final String EVERYDAY = "/everyday";

  /// How much a harmless text counts for a threshold that was written to look like an attack.
  private static final double CONTRIVED = 0.05;

  /// How much a text of the other channel of data counts for the weights of a head.
  private static final double KINDRED = 0.5;

  private final List<Case> cases;
  private final long seed;
  private final Folds folds;
  private final BaseLearner learner;
  private final BaseModels models;
  private final LinearModel baseline;
  private final List<Optional<Stretches>> scored = new ArrayList<>();
  private final List<Double> plain = new ArrayList<>();

  Fitted(List<Case> cases, long seed) {
    this.cases = cases;
    this.seed = seed;
    this.folds = new Folds(cases, FOLDS);
    this.learner = new BaseLearner(cases, seed);
    summarise();
    this.models = learner.learn();
    this.baseline = learner.baseline();
  }

  /// Summaries of each case by models that have not seen its source.
  private void summarise() {
    cases.forEach(_ -> {
      scored.add(Optional.empty());
      plain.add(0.0);
    });
    for (int fold = 0; fold < FOLDS; fold++) {
      int left = fold;
      BaseLearner others =
          new BaseLearner(cases.stream().filter(it -> folds.isOutside(it, left)).toList(), seed);
      BaseModels base = others.learn();
      LinearModel simple = others.baseline();
      for (int i = 0; i < cases.size(); i++) {
        if (folds.of(cases.get(i)) == fold) {
          scored.set(i, Optional.of(AttackModel.stretches(cases.get(i).reading(), base)));
          plain.set(i, odds(simple, cases.get(i)));
        }
      }
    }
  }

  private static double odds(LinearModel model, Case it) {
    return model.scores(it.reading().plain().stream()).of(it.reading().plain().stream().whole());
  }

  AttackModel model(Readability readability) {
    return new AttackModel(readability, models, heads(NONE), learner.kinds(models));
  }

  /// The heads learnt from all folds but one.
  private Map<Channel, Head> heads(int without) {
    Map<Channel, Head> heads = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      double[] weights = weights(channel, without);
      heads.put(
          channel,
          HeadLearner.calibrated(
              weights, harmless(channel, weights, without), margin(channel), areRequests(channel)));
    }
    return heads;
  }

  private boolean counts(int i, int without) {
    return folds.isOutside(cases.get(i), without) && !cases.get(i).sample().isLesson();
  }

  private double[] weights(Channel channel, int without) {
    List<HeadLearner.Row> rows = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Sample it = cases.get(i).sample();
      double weight = learner.weight(cases.get(i)) * it.share() * likeness(channel, it.channel());
      if (counts(i, without) && weight > 0) {
        double[] numbers = scored.get(i).orElseThrow().summary().numbers();
        rows.add(new HeadLearner.Row(numbers, it.attack(), weight));
      }
    }
    return HeadLearner.weights(rows, areRequests(channel));
  }

  private static boolean areRequests(Channel channel) {
    return channel == Channel.USER || channel == Channel.SYSTEM;
  }

  private List<HeadLearner.Harmless> harmless(Channel channel, double[] weights, int without) {
    Head bare = new Head(weights, new double[Head.LENGTHS][3], 0);
    List<HeadLearner.Harmless> texts = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Sample it = cases.get(i).sample();
      if (counts(i, without) && !it.attack() && isOrdinary(it, channel)) {
        boolean contrived =
            it.family().equals("authored")
                && !it.source().endsWith(EVERYDAY)
                && it.channel() != Channel.SYSTEM
                && it.channel() != Channel.OUTPUT;
        double weight = learner.weight(cases.get(i)) * it.share() * likeness(channel, it.channel());
        texts.add(
            new HeadLearner.Harmless(
                scored.get(i).orElseThrow().judge(bare), contrived ? weight * CONTRIVED : weight));
      }
    }
    return texts;
  }

  /// By how much more false alarms the thresholds allow for than sources raise that are left out in
  /// turn: about as many as those raise at thresholds that were set without them.
  private static double margin(Channel channel) {
    return channel == Channel.TOOL ? 1 : 1.2;
  }

  /// How much texts of one channel tell about another. Of answers there are none to learn from:
  /// they are taken for documents. Attacks in operators' instructions are taken for requests.
  private static double likeness(Channel channel, Channel other) {
    return switch (channel) {
      case USER -> other == Channel.USER ? 1 : 0;
      case SYSTEM -> other.isData() ? 0 : 1;
      case DOCUMENT -> other == Channel.DOCUMENT ? 1 : other == Channel.TOOL ? KINDRED : 0;
      case OUTPUT ->
          other == Channel.DOCUMENT || other == Channel.OUTPUT
              ? 1
              : other == Channel.TOOL ? KINDRED : 0;
      case TOOL -> other == Channel.TOOL ? 1 : other == Channel.DOCUMENT ? KINDRED : 0;
    };
  }

  /// Whether a text is what harmless texts of the channel look like. Operators give roles.
  private static boolean isOrdinary(Sample sample, Channel channel) {
    return switch (channel) {
      case USER, DOCUMENT, TOOL -> sample.channel() == channel;
      case SYSTEM -> sample.channel() == channel || sample.tags().contains("role_play");
      case OUTPUT -> sample.channel() == Channel.OUTPUT || sample.channel() == Channel.DOCUMENT;
    };
  }

  /// A text in which models and heads that had not seen it found evidence.
  ///
  /// @param margin of the evidence above the threshold of the first stage
  /// @param foreign how surely it is of another language than English
  record Weighed(
      Case of,
      BaseModels models,
      Stretches stretches,
      double margin,
      double foreign,
      double score) {}

  /// What is found in texts of other sources.
  List<Weighed> weigh(List<Case> others) {
    Map<Channel, Head> heads = heads(NONE);
    return others.stream()
        .map(it -> weighed(it, heads, AttackModel.stretches(it.reading(), models)))
        .toList();
  }

  private Weighed weighed(Case it, Map<Channel, Head> heads, Stretches stretches) {
    Head head = Objects.requireNonNull(heads.get(it.sample().channel()));
    Stretches.Evidence evidence = stretches.judge(head);
    return new Weighed(
        it, models, stretches, head.margin(evidence), evidence.foreign(), head.score(evidence));
  }

  List<Report.Outcome> judge(List<Case> others) {
    Map<Channel, Head> heads = heads(NONE);
    double threshold = threshold(NONE);
    List<Report.Outcome> outcomes = new ArrayList<>();
    for (Case it : others) {
      Stretches stretches = AttackModel.stretches(it.reading(), models);
      outcomes.add(outcome(it, heads, stretches, odds(baseline, it), threshold));
    }
    return outcomes;
  }

  /// What is found in each text while its source is left out, of one draw of those that are made.
  List<Report.Outcome> leftOut() {
    List<Report.Outcome> outcomes = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      Map<Channel, Head> heads = heads(fold);
      double threshold = threshold(fold);
      for (int i = 0; i < cases.size(); i++) {
        Sample sample = cases.get(i).sample();
        if (folds.of(cases.get(i)) == fold && !sample.isLesson() && sample.draw() <= 1) {
          Stretches stretches = scored.get(i).orElseThrow();
          outcomes.add(outcome(cases.get(i), heads, stretches, plain.get(i), threshold));
        }
      }
    }
    return outcomes;
  }

  private static Report.Outcome outcome(
      Case it, Map<Channel, Head> heads, Stretches stretches, double plain, double threshold) {
    Head head = Objects.requireNonNull(heads.get(it.sample().channel()));
    return new Report.Outcome(it.sample(), head.score(stretches.judge(head)), plain, threshold);
  }

  /// What 1 % of the given harmless texts reach with the plain model.
  private double threshold(int without) {
    double[] benign = new double[cases.size()];
    int count = 0;
    for (int i = 0; i < cases.size(); i++) {
      Case it = cases.get(i);
      if (!it.sample().attack() && it.sample().given() && folds.of(it) != without) {
        benign[count++] = plain.get(i);
      }
    }
    double[] sorted = java.util.Arrays.stream(benign, 0, count).sorted().toArray();
    return sorted[(int) (sorted.length * 0.99)];
  }
}
