package io.sextant.inspect.train;

import io.sextant.inspect.AttackKind;
import io.sextant.inspect.Channel;
import io.sextant.inspect.Verdict;
import io.sextant.inspect.attack.AttackModel;
import io.sextant.inspect.attack.BaseModels;
import io.sextant.inspect.attack.Encoder;
import io.sextant.inspect.attack.Excerpts;
import io.sextant.inspect.attack.Reading;
import io.sextant.inspect.attack.SecondStage;
import io.sextant.inspect.attack.Stretches;
import io.sextant.inspect.model.FeatureStream;
import io.sextant.inspect.model.FeatureStream.Window;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/// What an encoder learns from, and how its word is weighed with that of the first stage.
///
/// It learns from the stretches of texts that the first stage finds most suspicious, and from some
/// others. Nothing of `valid.jsonl` is among them, so that the whole of it can measure.
public final class EncoderTraining {
  /// Stretches of a text beside the suspicious ones, of a harmless one and of an attack.
  private static final int OTHERS_OF_HARMLESS = 2;

  private static final int OTHERS_OF_ATTACK = 1;

  /// What the encoder's log-odds count, where those of the first stage count 1.
  private static final double SECOND = 0.9;

  /// By how much more false alarms the thresholds allow for: sources that set none raise so many.
  private static final double MARGIN = 1.2;

  /// The log-odds of a text without anything to read.
  private static final double NOTHING = -4;

  private EncoderTraining() {}

  /// A stretch to learn from.
  ///
  /// @param kind of the attack; none if it is harmless
  /// @param disguised whether it was decoded
  /// @param weight how much it counts
  public record Stretch(
      String text, Optional<AttackKind> kind, Channel channel, boolean disguised, double weight) {}

  /// Gives every stretch to learn from, always the same ones in the same order.
  public static void stretches(Path data, Path authored, Consumer<Stretch> sink)
      throws IOException {
    List<Case> cases =
        Material.forEncoder(data, authored).that(it -> !it.held() && Encoder.reads(it.channel()));
    BaseLearner learner = new BaseLearner(cases, Material.SEED);
    BaseModels models = learner.learn();
    Random random = new Random(Material.SEED);
    for (Case it : cases) {
      Reading.View view = BaseLearner.view(it);
      List<Window> chosen = chosen(it, view.stream(), learner.suspicious(it, models), random);
      for (Window window : chosen) {
        sink.accept(
            new Stretch(
                new Excerpts.Excerpt(view, window).english(),
                it.sample().kind(),
                it.sample().channel(),
                it.sample().tags().contains("obf"),
                learner.weight(it) * it.sample().share() / chosen.size()));
      }
    }
  }

  /// The stretches around what is most suspicious, and others: of a planted attack none, as they
  /// are of a clean document.
  private static List<Window> chosen(
      Case it, FeatureStream stream, Window suspicious, Random random) {
    List<Window> others = new ArrayList<>(Excerpts.cut(stream));
    List<Window> chosen = new ArrayList<>();
    for (Window window : List.copyOf(others)) {
      if (window.start() <= suspicious.start() && window.end() >= suspicious.end()) {
        chosen.add(window);
        others.remove(window);
      }
    }
    if (chosen.isEmpty()) {
      chosen.add(suspicious);
    }
    Collections.shuffle(others, random);
    boolean attack = it.sample().attack();
    boolean planted = attack && it.sample().channel().isData();
    int more = planted ? 0 : attack ? OTHERS_OF_ATTACK : OTHERS_OF_HARMLESS;
    chosen.addAll(others.subList(0, Math.min(more, others.size())));
    return chosen;
  }

  /// Prints how the two stages judge unseen sources, and gives their weighing.
  public static SecondStage.Weighing measure(
      Path data, Path authored, Encoder encoder, PrintStream out) throws IOException {
    Material material = Material.read(data, authored);
    Fitted fitted = new Fitted(material.that(it -> !it.held()), Material.SEED);
    List<Case> held =
        new ArrayList<>(
            material.that(it -> it.held() && it.given() && Encoder.reads(it.channel())));
    held.addAll(material.everyday(authored.resolveSibling("everyday.txt")));
    List<Sum> sums = new ArrayList<>();
    for (Fitted.Weighed it : fitted.weigh(held)) {
      Sample sample = it.of().sample();
      double odds =
          SecondStage.odds(encoder, it.stretches(), it.models(), sample.channel()).orElse(NOTHING);
      double foreign = SecondStage.foreign(it.foreign(), sample.channel());
      double sum = SecondStage.Weighing.sum(it.margin(), odds, foreign, SECOND);
      sums.add(new Sum(sample, sum, foreign, it.score()));
    }
    print(sums.stream().filter(it -> it.of.unseen()).toList(), sums, out);
    return new SecondStage.Weighing(
        AttackModel.builtIn().fingerprint(), SECOND, relief(sums), thresholds(sums));
  }

  /// What both stages say of a text.
  ///
  /// @param foreign as of [SecondStage#foreign]
  /// @param first the score of the first stage alone
  private record Sum(Sample of, double value, double foreign, double first) {}

  /// Each source is judged with the relief that texts of other sources get.
  private static void print(List<Sum> unseen, List<Sum> all, PrintStream out) {
    Map<String, Double> reliefs = new HashMap<>();
    List<Report.Outcome> outcomes = new ArrayList<>();
    for (Sum it : unseen) {
      double relief =
          reliefs.computeIfAbsent(
              it.of.family(),
              family ->
                  relief(all.stream().filter(other -> !other.of.family().equals(family)).toList()));
      double value = it.value + relief * it.foreign;
      outcomes.add(new Report.Outcome(it.of, value, it.first, Verdict.FLAGGED));
    }
    Protocol protocol = new Protocol(out, "both stages | first stage alone", outcomes);
    protocol.print();
    protocol.printSources();
  }

  /// The sums that 1 %, 0.5 % and 0.1 % of harmless texts reach, of all channels together: of the
  /// data set apart nearly all is about attacks, which is not what data are like. Our everyday
  /// requests decide the relief alone.
  private static double[] thresholds(List<Sum> sums) {
    List<Sum> given = sums.stream().filter(it -> it.of.held()).toList();
    return HeadLearner.quantiles(harmless(given, 0), MARGIN);
  }

  private static double relief(List<Sum> sums) {
    return HeadLearner.relief(harmless(sums, thresholds(sums)[0]), MARGIN);
  }

  private static List<HeadLearner.Harmless> harmless(List<Sum> sums, double threshold) {
    List<Sum> harmless = sums.stream().filter(it -> !it.of.attack()).toList();
    Map<String, Integer> sizes = new HashMap<>();
    harmless.forEach(it -> sizes.merge(it.of.origin(), 1, Integer::sum));
    return harmless.stream()
        .map(it -> {
          double size = sizes.getOrDefault(it.of.origin(), 1);
          double weight = Math.min(1, BaseLearner.MOST_OF_SOURCE / size);
          return new HeadLearner.Harmless(
              new Stretches.Evidence(it.value - threshold, 0, it.foreign), weight);
        })
        .toList();
  }
}
