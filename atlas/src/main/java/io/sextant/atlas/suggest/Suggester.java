package io.sextant.atlas.suggest;

import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.CaseStudyId;
import io.sextant.atlas.OwnMark;
import io.sextant.atlas.Release;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import io.sextant.atlas.Vocabulary;
import io.sextant.atlas.detection.DetectionCatalogue;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Ranks the techniques of a release for a free text: an incident note, an alert, a paragraph of a
/// paper. It proposes; a person decides. Immutable and thread-safe.
///
/// A release with its full text is learned from as it is: names, descriptions, and the steps of its
/// case studies, beside Sextant's own sentences and words. For a release of the built-in catalogue,
/// which has no text, the weights that ship with Sextant are taken; they are numbers learned from
/// the steps of an official release.
public final class Suggester {
  /// Spreads scores into chances, as does the next, which counts for the share of texts that speak
  /// of another technique than every word says. All three are fitted on case studies left out of
  /// the learning, so that of the suggestions with one chance that share is right.
  private static final double SHARPNESS = 11;

  private static final double DOUBT_SHARPNESS = 5;
  private static final double DOUBT = 0.1;

  /// What a technique outside the given tactic loses.
  private static final double OTHER_TACTIC = 1.5;

  /// What a technique gains when the text holds its id, or its full name.
  private static final double NAMED_BY_ID = 2;

  private static final double NAMED = 0.15;

  private final Model model;
  private final Basis basis;
  private final List<Technique> techniques;
  private final Mentions mentions;
  private final Set<TechniqueId> hidden;

  /// What an organisation's own techniques are, in its own words: known like a tag that was
  /// accepted, since nothing was observed of them.
  private final List<AcceptedTag> own;

  private final Memory memory;

  private Suggester(
      Model model,
      Basis basis,
      List<Technique> techniques,
      Set<TechniqueId> hidden,
      List<AcceptedTag> own,
      List<AcceptedTag> accepted) {
    this.model = model;
    this.basis = basis;
    this.techniques = List.copyOf(techniques);
    this.hidden = hidden;
    this.own = List.copyOf(own);
    List<AcceptedTag> remembered = new ArrayList<>(own);
    remembered.addAll(accepted);
    memory = new Memory(remembered, model, this.techniques);
    mentions = new Mentions(this.techniques);
  }

  private static Suggester of(Model model, Basis basis, ReleaseIndex index) {
    List<Technique> techniques = new ArrayList<>();
    for (TechniqueId id : model.techniques()) {
      techniques.add(
          index
              .technique(id)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "the model knows " + id + ", which the release has not")));
    }
    List<AcceptedTag> own = new ArrayList<>();
    for (Technique technique : index.release().techniques()) {
      if (index.own(technique.id()).flatMap(OwnMark::addedBy).isPresent()) {
        techniques.add(technique);
        own.add(
            new AcceptedTag(technique.fullName() + ". " + technique.description(), technique.id()));
      }
    }
    Set<TechniqueId> hidden =
        techniques.stream()
            .map(Technique::id)
            .filter(index::isHidden)
            .collect(Collectors.toUnmodifiableSet());
    return new Suggester(model, basis, techniques, hidden, own, List.of());
  }

  /// The same, with what the user accepted. Tags of techniques that the release does not have are
  /// left out.
  public Suggester with(List<AcceptedTag> accepted) {
    return new Suggester(model, basis, techniques, hidden, own, accepted);
  }

  /// How many accepted tags count.
  public int accepted() {
    return memory.size() - own.size();
  }

  /// What the suggestions were learned from.
  public sealed interface Basis {
    /// The text of an imported release and the steps of its case studies.
    record ReleaseText(int steps) implements Basis {}

    /// The weights that ship with Sextant.
    record ShippedWeights(int steps) implements Basis {}

    /// Sextant's own sentences and words alone: the shipped weights do not know the release's
    /// techniques.
    record OwnWords() implements Basis {}
  }

  /// For a release as it is.
  ///
  /// @param kept where what is learned from an imported release is kept
  public static Suggester of(ReleaseIndex index, KeptWeights kept) {
    if (index.release().origin() != Release.Origin.IMPORTED) {
      return of(index);
    }
    Release release = index.official().release();
    return learned(
        kept.model(release.id(), examples(index.official(), _ -> true), techniques(release)),
        index);
  }

  /// The same, and what is learned is not kept.
  public static Suggester of(ReleaseIndex index) {
    if (index.release().origin() == Release.Origin.IMPORTED) {
      return learn(index, _ -> true);
    }
    return ModelFile.shipped()
        .filter(model -> fits(model, index.official()))
        .map(model -> of(model, new Basis.ShippedWeights(model.learnedFrom()), index))
        .orElseGet(() -> learn(index, _ -> true));
  }

  /// Learns from a release, of its case studies only from those that `from` accepts: what was not
  /// learned from can be used to measure.
  public static Suggester learn(ReleaseIndex index, Predicate<CaseStudyId> from) {
    ReleaseIndex official = index.official();
    return learned(Training.learn(examples(official, from), techniques(official.release())), index);
  }

  private static Suggester learned(Model model, ReleaseIndex index) {
    int steps = model.learnedFrom();
    return of(model, steps == 0 ? new Basis.OwnWords() : new Basis.ReleaseText(steps), index);
  }

  private static List<TechniqueId> techniques(Release release) {
    return release.techniques().stream().map(Technique::id).toList();
  }

  /// Writes what was learned as numbers alone, in the form that ships with Sextant.
  public void writeWeights(OutputStream to) throws IOException {
    ModelFile.write(model, to);
  }

  public Basis basis() {
    return basis;
  }

  /// The likeliest techniques, best first.
  ///
  /// @param tactic the column that the text is known to speak of
  public List<Suggestion> suggest(String text, Optional<TacticId> tactic, int limit) {
    List<Terms.Term> terms = Terms.of(text);
    Map<Integer, Float> weights = Terms.weights(terms);
    TermVector vector = model.vector(weights);
    double[] scores = Arrays.copyOf(model.scores(vector), techniques.size());
    memory.add(scores, weights);
    mentions.byId(text).forEach(place -> scores[place] += NAMED_BY_ID);
    mentions.byName(text).forEach(place -> scores[place] += NAMED);
    tactic.ifPresent(column -> {
      for (int i = 0; i < scores.length; i++) {
        scores[i] -= techniques.get(i).tactics().contains(column) ? 0 : OTHER_TACTIC;
      }
    });
    double[] chances = chances(scores);
    EvidenceFinder evidence = new EvidenceFinder(model, text, terms, vector);
    return IntStream.range(0, scores.length)
        .boxed()
        .filter(i -> !hidden.contains(techniques.get(i).id()))
        .sorted(Comparator.comparingDouble(i -> -chances[i]))
        .limit(Math.max(1, limit))
        .map(i -> new Suggestion(techniques.get(i), chances[i], why(evidence, i)))
        .toList();
  }

  /// What was learned tells nothing of own techniques.
  private List<Suggestion.Evidence> why(EvidenceFinder evidence, int place) {
    return place < model.techniques().size() ? evidence.of(place) : List.of();
  }

  private static double[] chances(double[] scores) {
    double[] chances = chances(scores, SHARPNESS);
    double[] doubtful = chances(scores, DOUBT_SHARPNESS);
    for (int i = 0; i < chances.length; i++) {
      chances[i] += DOUBT * (doubtful[i] - chances[i]);
    }
    return chances;
  }

  private static double[] chances(double[] scores, double sharpness) {
    double best = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      best = Math.max(best, score);
    }
    double[] chances = new double[scores.length];
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      chances[i] = Math.exp(sharpness * (scores[i] - best));
      sum += chances[i];
    }
    for (int i = 0; i < chances.length; i++) {
      chances[i] /= sum;
    }
    return chances;
  }

  private static List<Example> examples(ReleaseIndex index, Predicate<CaseStudyId> from) {
    Release release = index.release();
    Vocabulary vocabulary = Vocabulary.load();
    DetectionCatalogue detections = DetectionCatalogue.load();
    List<Example> examples = new ArrayList<>();
    for (Technique technique : release.techniques()) {
      String name = (technique.fullName() + ". ").repeat(3);
      add(examples, name, technique.description(), technique.id());
      add(examples, name, technique.summary(), technique.id());
      add(examples, name, vocabulary.of(technique.id(), release.date()), technique.id());
      for (String report : vocabulary.reports(technique.id(), release.date())) {
        add(examples, "", report, technique.id());
      }
      detections
          .of(technique)
          .ifPresent(
              seen -> add(examples, "", String.join(" ", seen.indicators()), technique.id()));
    }
    for (CaseStudy study : release.caseStudies()) {
      if (from.test(study.id())) {
        for (CaseStudy.Step step : study.procedure()) {
          if (!step.description().isBlank()) {
            examples.add(new Example(step.description(), step.technique(), true));
          }
        }
      }
    }
    return examples;
  }

  private static void add(List<Example> to, String name, String text, TechniqueId technique) {
    if (!text.isBlank()) {
      to.add(new Example(name + text, technique, false));
    }
  }

  private static boolean fits(Model model, ReleaseIndex index) {
    Set<TechniqueId> known = new HashSet<>(model.techniques());
    return known.size() == index.release().techniques().size()
        && index.release().techniques().stream().map(Technique::id).allMatch(known::contains);
  }
}
