package io.sextant.inspect.train;

import io.sextant.inspect.AttackKind;
import io.sextant.inspect.Channel;
import io.sextant.inspect.attack.AttackModel;
import io.sextant.inspect.attack.BaseModels;
import io.sextant.inspect.attack.Reading;
import io.sextant.inspect.model.FeatureStream;
import io.sextant.inspect.model.FeatureStream.Kind;
import io.sextant.inspect.model.FeatureStream.Window;
import io.sextant.inspect.model.LinearModel;
import io.sextant.inspect.model.LinearTrainer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Trains the models over windows.
///
/// Nobody marked where in a planted text the attack stands: a first round learns from short texts,
/// then the most suspicious window of each longer one is learnt as the attack.
final class BaseLearner {
  private static final int GRAM_BUCKETS = 1 << 18;
  private static final int CONCEPT_BUCKETS = 1 << 15;
  private static final int KIND_BUCKETS = 1 << 14;
  private static final double GRAM_PENALTY = 2e-6;
  private static final double CONCEPT_PENALTY = 2e-5;
  private static final int SHORT = 160;
  private static final int WINDOWS = 3;

  /// A source with more texts than this counts as one with so many.
  static final double MOST_OF_SOURCE = 200;

  /// How much a lesson counts: with more, plain attacks read like the talk about them.
  private static final double OF_LESSON = 0.5;

  private final List<Case> cases;
  private final long seed;
  private final Map<String, Double> sizes = new HashMap<>();

  /// The windows of clean documents: in a document into which an attack was planted, they are none.
  private final Set<String> clean = new HashSet<>();

  /// A learner from all cases but operators' instructions, which hold the words of attacks with
  /// good reason: from others these words speak for one.
  BaseLearner(List<Case> cases, long seed) {
    this.cases = cases.stream().filter(it -> it.sample().channel() != Channel.SYSTEM).toList();
    this.seed = seed;
    for (Case it : this.cases) {
      sizes.merge(group(it), it.sample().share(), Double::sum);
      boolean document = it.sample().channel().isData() && !it.sample().attack();
      if (document && it.sample().carrier().isEmpty() && !it.sample().tags().contains("long")) {
        stream(it).windows().forEach(window -> clean.add(words(it, window)));
      }
    }
  }

  private static String group(Case it) {
    return it.sample().origin() + "/" + it.sample().attack();
  }

  /// How much a text counts beside others of one draw.
  double weight(Case it) {
    double most = it.sample().isLesson() ? OF_LESSON : 1;
    double size = sizes.getOrDefault(group(it), 1.0);
    return Math.min(most, most * MOST_OF_SOURCE / size);
  }

  BaseModels learn() {
    LinearModel instruction = instruction();
    LinearModel whole = whole();
    BaseModels first =
        new BaseModels(
            attack(Kind.GRAMS, GRAM_BUCKETS, GRAM_PENALTY, 2, List.of()),
            attack(Kind.CONCEPTS, CONCEPT_BUCKETS, CONCEPT_PENALTY, 2, List.of()),
            instruction,
            whole);
    List<Window> mined = cases.stream().map(it -> suspicious(it, first)).toList();
    return new BaseModels(
        attack(Kind.GRAMS, GRAM_BUCKETS, GRAM_PENALTY, 4, mined),
        attack(Kind.CONCEPTS, CONCEPT_BUCKETS, CONCEPT_PENALTY, 5, mined),
        instruction,
        whole);
  }

  /// The mean of models that each learnt from what was written and one draw of what is made, in an
  /// order of its own.
  private LinearModel mean(IntFunction<LinearTrainer> examples) {
    return LinearModel.mean(
        IntStream.rangeClosed(1, Material.DRAWS)
            .parallel()
            .mapToObj(draw -> examples.apply(draw).train(seed + draw))
            .toList());
  }

  private List<Integer> of(int draw) {
    return IntStream.range(0, cases.size())
        .filter(i -> cases.get(i).sample().draw() == 0 || cases.get(i).sample().draw() == draw)
        .boxed()
        .toList();
  }

  /// Words and letter groups of whole texts. Nothing planted: most of its words are those of a
  /// clean document.
  private LinearModel whole() {
    return wholes(it -> it.carrier().isEmpty());
  }

  /// A plain text classifier over the given data, which the report compares with.
  LinearModel baseline() {
    return wholes(Sample::given);
  }

  private LinearModel wholes(Predicate<Sample> which) {
    return mean(draw -> {
      LinearTrainer trainer = new LinearTrainer(Kind.GRAMS, GRAM_BUCKETS, 1e-6, 4);
      for (int i : of(draw)) {
        Case it = cases.get(i);
        FeatureStream stream = it.reading().plain().stream();
        if (which.test(it.sample())) {
          trainer.add(stream, stream.whole(), it.sample().attack(), 1);
        }
      }
      return trainer;
    });
  }

  Window suspicious(Case it, BaseModels models) {
    FeatureStream stream = stream(it);
    LinearModel.Scores attack = models.attack().scores(stream);
    LinearModel.Scores concept = models.concept().scores(stream);
    LinearModel.Scores instruction = models.instruction().scores(stream);
    double share = it.sample().channel().isData() ? 1 : 0;
    Window best = stream.whole();
    double highest = Double.NEGATIVE_INFINITY;
    for (Window window : stream.windows()) {
      if (it.sample().carrier().isPresent() && clean.contains(words(it, window))) {
        continue;
      }
      double odds = attack.of(window) + concept.of(window) + share * instruction.of(window);
      if (odds > highest) {
        highest = odds;
        best = window;
      }
    }
    return best;
  }

  private static String words(Case it, Window window) {
    FeatureStream stream = stream(it);
    int start = stream.startOf(window);
    String text = view(it).text().text().substring(start, Math.max(start, stream.endOf(window)));
    return text.strip();
  }

  /// The reading to learn from: the innermost decoded one of a disguised text.
  static Reading.View view(Case it) {
    boolean disguised = it.sample().tags().contains("obf") && !it.reading().decoded().isEmpty();
    return disguised ? it.reading().decoded().getLast() : it.reading().plain();
  }

  private static FeatureStream stream(Case it) {
    return view(it).stream();
  }

  private LinearModel attack(
      Kind kind, int buckets, double penalty, int epochs, List<Window> mined) {
    return mean(draw -> {
      LinearTrainer trainer = new LinearTrainer(kind, buckets, penalty, epochs);
      for (int i : of(draw)) {
        Case it = cases.get(i);
        FeatureStream stream = stream(it);
        boolean attack = it.sample().attack();
        double weight = weight(it) * (attack ? 1.5 : 1);
        boolean planted = attack && it.sample().channel().isData();
        boolean brief = stream.size() <= SHORT;
        if (brief && !planted) {
          trainer.add(stream, stream.whole(), attack, weight);
        }
        if (!mined.isEmpty() && (planted || !brief)) {
          trainer.add(stream, mined.get(i), attack, weight);
        }
        if (!planted && !brief) {
          for (Window window : some(stream.windows(), it)) {
            trainer.add(stream, window, attack, weight * (attack ? 0.3 : 0.7));
          }
        }
      }
      return trainer;
    });
  }

  private List<Window> some(List<Window> windows, Case of) {
    List<Window> shuffled = new ArrayList<>(windows);
    Collections.shuffle(shuffled, Chance.of(seed, of.sample().source(), of.sample().id()));
    return shuffled.subList(0, Math.min(WINDOWS, shuffled.size()));
  }

  /// Sentences of people's requests against sentences of clean documents.
  private LinearModel instruction() {
    return mean(draw -> {
      LinearTrainer trainer = new LinearTrainer(Kind.GRAMS, 1 << 17, GRAM_PENALTY, 3);
      for (int i : of(draw)) {
        Case it = cases.get(i);
        boolean request = it.sample().channel() == Channel.USER;
        FeatureStream stream = it.reading().plain().stream();
        if (!it.sample().tags().contains("obf") && (request || !it.sample().attack())) {
          for (Window window : some(stream.sentences(), it)) {
            trainer.add(stream, window, request, weight(it));
          }
        }
      }
      return trainer;
    });
  }

  /// One model per kind, each telling its kind from the others among attacks.
  Map<AttackKind, LinearModel> kinds(BaseModels models) {
    Map<AttackKind, LinearModel> kinds = new EnumMap<>(AttackKind.class);
    for (AttackKind kind : AttackModel.LEARNT) {
      kinds.put(
          kind,
          mean(draw -> {
            LinearTrainer trainer = new LinearTrainer(Kind.CONCEPTS, KIND_BUCKETS, 1e-5, 4);
            for (int i : of(draw)) {
              Case it = cases.get(i);
              it.sample()
                  .kind()
                  .ifPresent(is ->
                      trainer.add(
                          stream(it), suspicious(it, models), is == kind, Math.sqrt(weight(it))));
            }
            return trainer;
          }));
    }
    return kinds;
  }
}
