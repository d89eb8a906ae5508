package io.sextant.inspect.attack;

import io.sextant.inspect.AttackKind;
import io.sextant.inspect.Channel;
import io.sextant.inspect.Reason;
import io.sextant.inspect.Span;
import io.sextant.inspect.TechniqueMatch;
import io.sextant.inspect.Verdict;
import io.sextant.inspect.known.KnownTexts;
import io.sextant.inspect.model.FeatureStream;
import io.sextant.inspect.model.Glossary;
import io.sextant.inspect.model.Lexicon;
import io.sextant.inspect.view.TextView;
import io.sextant.inspect.view.Views;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Judges texts: is it an attack on a language model, of which kind, where and why.
///
/// Any number of threads may share one, as long as nobody adds to the known texts of its
/// experience.
public final class PromptInspector {
  /// The score that any near copy of a known attack has; a full copy has 1.
  private static final double COPIED = 0.9;

  /// The score of what was dismissed before.
  private static final double DISMISSED = 0.49;

  /// How much of a text a copy must cover to be all of it.
  private static final double WHOLE = 0.9;

  /// Characters of a text read out of another language that a reason quotes.
  private static final int LONGEST_GLOSS = 160;

  private final AttackModel model;
  private final Views views;
  private final Lexicon lexicon;
  private final Experience experience;
  private final Optional<SecondStage> second;

  public PromptInspector(AttackModel model, Experience experience) {
    this(model, experience, Optional.empty());
  }

  /// @throws IllegalArgumentException if the second stage was weighed with another model
  public PromptInspector(AttackModel model, Experience experience, Optional<SecondStage> second) {
    second.ifPresent(stage -> stage.checkFits(model));
    this.second = second;
    this.model = model;
    this.views = new Views(model.readability());
    this.lexicon = Lexicon.builtIn();
    this.experience = experience;
  }

  /// The inspector with the model that ships.
  public static PromptInspector builtIn() {
    return builtIn(Experience.none());
  }

  /// The inspector with the model that ships and what a place has learnt.
  public static PromptInspector builtIn(Experience experience) {
    return builtIn(experience, Optional.empty());
  }

  /// The same with a second stage.
  ///
  /// @throws IllegalArgumentException if the second stage was weighed with another model
  public static PromptInspector builtIn(Experience experience, Optional<SecondStage> second) {
    return new PromptInspector(AttackModel.builtIn(), experience, second);
  }

  /// Tells the model and its second stage from others, as a calibration has to.
  public String fingerprint() {
    return fingerprint(model, second);
  }

  /// The fingerprint of an inspector with this model and second stage.
  public static String fingerprint(AttackModel model, Optional<SecondStage> second) {
    return second
        .map(it -> model.fingerprint() + "+" + it.weighing().fingerprint())
        .orElse(model.fingerprint());
  }

  public Optional<SecondStage> second() {
    return second;
  }

  /// All readings of a text.
  public Views.Reading read(String text) {
    return views.read(text);
  }

  /// The verdict on one text. A text over a million characters is judged by its beginning and end.
  public Verdict inspect(String text, Channel channel) {
    Reading reading = Reading.of(text, views, lexicon);
    Stretches stretches = Stretches.of(reading, model.base());
    return verdict(channel, reading, stretches, judge(channel, reading, stretches));
  }

  /// The verdict on one text with every reading of it, sentence by sentence.
  public Explanation explain(String text, Channel channel) {
    Reading reading = Reading.of(text, views, lexicon);
    Stretches stretches = Stretches.of(reading, model.base());
    Judged judged = judge(channel, reading, stretches);
    Verdict verdict = verdict(channel, reading, stretches, judged);
    return Explanation.of(verdict, reading, judged.heard, model.base(), lexicon);
  }

  private Verdict verdict(Channel channel, Reading reading, Stretches stretches, Judged judged) {
    Optional<Copied> copied = copied(reading);
    if (judged.score < Verdict.FLAGGED && copied.isEmpty()) {
      return new Verdict(
          channel, judged.score, Optional.empty(), List.of(), List.of(), List.of(), List.of());
    }
    Verdict verdict = flagged(channel, judged, reading, stretches.summary());
    return copied.map(it -> remembered(verdict, it)).orElse(verdict);
  }

  /// A score, and what the second stage said if it was asked.
  private record Judged(double score, List<SecondStage.Heard> heard) {
    /// The stretch that the second stage takes most for an attack, if it takes any for one.
    Optional<SecondStage.Heard> attack() {
      return heard.stream().findFirst().filter(it -> it.odds() > 0);
    }
  }

  private Judged judge(Channel channel, Reading reading, Stretches stretches) {
    if (reading.plain().stream().size() == 0 && reading.decoded().isEmpty()) {
      return new Judged(0, List.of());
    }
    Head head = model.head(channel);
    Stretches.Evidence evidence = stretches.judge(head);
    List<SecondStage.Heard> heard =
        second.map(it -> it.ask(stretches, model.base(), channel)).orElse(List.of());
    double margin = head.margin(evidence);
    double foreign = SecondStage.foreign(evidence.foreign(), channel);
    double ofModels =
        second
            .filter(_ -> !heard.isEmpty())
            .map(it -> it.weighing().score(margin, heard.getFirst().odds(), foreign))
            .orElseGet(() -> head.score(evidence));
    double score = experience.calibration().meaning(channel, ofModels);
    return new Judged(score >= Verdict.FLAGGED && isDismissed(reading) ? DISMISSED : score, heard);
  }

  /// Whether the text is nothing but a copy of one that was dismissed: an attack added to it makes
  /// it longer.
  private boolean isDismissed(Reading reading) {
    String text = reading.plain().text().text();
    return experience
        .dismissed()
        .find(text)
        .filter(it -> it.end() - it.start() >= WHOLE * text.strip().length())
        .isPresent();
  }

  /// A known attack, and the reading in which its copy stands.
  private record Copied(KnownTexts.Copy copy, TextView view) {}

  private Optional<Copied> copied(Reading reading) {
    List<TextView> texts = new ArrayList<>(List.of(reading.plain().text()));
    reading.decoded().forEach(it -> texts.add(it.text()));
    return texts.stream()
        .flatMap(view ->
            experience.attacks().find(view.text()).map(copy -> new Copied(copy, view)).stream())
        .max(Comparator.comparingDouble(it -> it.copy.share()));
  }

  private static Verdict remembered(Verdict verdict, Copied copied) {
    KnownTexts.Copy copy = copied.copy;
    Span span = copied.view.original(copy.start(), copy.end());
    long share = Math.round(100 * copy.share());
    List<Reason> reasons = new ArrayList<>();
    reasons.add(
        new Reason(
            "It holds " + share + " % of the known attack '" + copy.label() + "'.",
            Optional.of(span)));
    Set<String> readings = new TreeSet<>(verdict.views());
    readings.addAll(copied.view.kinds());
    List<Span> spans = new ArrayList<>(List.of(span));
    if (verdict.flagged()) {
      reasons.addAll(verdict.reasons());
      verdict.spans().stream().filter(it -> !it.equals(span)).forEach(spans::add);
    }
    double score = Math.max(verdict.score(), COPIED + (1 - COPIED) * copy.share());
    AttackKind kind = verdict.kind().orElseThrow();
    return new Verdict(
        verdict.channel(),
        score,
        verdict.kind(),
        techniques(kind, score, !readings.isEmpty()),
        spans,
        List.copyOf(readings),
        reasons);
  }

  private Verdict flagged(Channel channel, Judged judged, Reading reading, Summary summary) {
    Excerpts.Excerpt place = place(judged, summary);
    FeatureStream stream = place.view().stream();
    AttackKind kind =
        judged
            .attack()
            .map(it -> AttackModel.within(channel, it.opinion().kind()))
            .orElseGet(() -> model.kind(channel, stream, place.window()));
    Span span = place.span();
    Set<String> readings = new TreeSet<>(reading.disguises());
    readings.addAll(place.view().text().kinds());
    return new Verdict(
        channel,
        judged.score,
        Optional.of(kind),
        techniques(kind, judged.score, !readings.isEmpty()),
        List.of(span),
        List.copyOf(readings),
        reasons(kind, span, readings, stream.concepts(place.window(), lexicon), judged.attack()));
  }

  /// The stretch that speaks for an attack: the second stage reads longer ones than the first,
  /// whose stretch is taken where it lies within.
  private static Excerpts.Excerpt place(Judged judged, Summary summary) {
    Excerpts.Excerpt first = new Excerpts.Excerpt(summary.bestView(), summary.bestWindow());
    return judged
        .attack()
        .map(SecondStage.Heard::excerpt)
        .filter(it -> !it.holds(first))
        .orElse(first);
  }

  private static List<TechniqueMatch> techniques(AttackKind kind, double score, boolean disguised) {
    List<TechniqueMatch> techniques = new ArrayList<>();
    techniques.add(new TechniqueMatch(kind.technique(), score));
    if (disguised) {
      techniques.add(new TechniqueMatch("AML.T0068", score));
    }
    return techniques;
  }

  private static List<Reason> reasons(
      AttackKind kind,
      Span span,
      Set<String> readings,
      List<String> concepts,
      Optional<SecondStage.Heard> heard) {
    List<Reason> reasons = new ArrayList<>();
    reasons.add(
        new Reason("This stretch reads most like " + described(kind) + ".", Optional.of(span)));
    heard.ifPresent(it ->
        reasons.add(
            new Reason(
                "The encoder, which reads a stretch as a whole, takes this one for an attack.",
                Optional.of(it.excerpt().span()))));
    heard
        .flatMap(it -> it.gloss().map(gloss -> readAs(gloss, it.excerpt().span())))
        .ifPresent(reasons::add);
    if (!concepts.isEmpty()) {
      reasons.add(
          new Reason("It speaks of: " + String.join(", ", concepts) + ".", Optional.of(span)));
    }
    if (!readings.isEmpty()) {
      reasons.add(
          new Reason(
              "It was read through a disguise: " + String.join(", ", readings) + ".",
              Optional.of(span)));
    }
    return reasons;
  }

  private static Reason readAs(Glossary.Gloss gloss, Span span) {
    String text = gloss.text();
    String start = text.length() > LONGEST_GLOSS ? text.substring(0, LONGEST_GLOSS) + "…" : text;
    return new Reason(
        "It was read word by word out of " + gloss.language() + ": \"" + start + "\".",
        Optional.of(span));
  }

  private static String described(AttackKind kind) {
    return switch (kind) {
      case DIRECT_INJECTION -> "an order that overrides earlier instructions";
      case INDIRECT_INJECTION -> "an order to the model, planted in data";
      case JAILBREAK -> "an attempt to lift the model's safety rules";
      case SYSTEM_PROMPT_EXTRACTION -> "a request for hidden instructions";
      case SENSITIVE_REQUEST -> "a request for secrets or for other people's data";
      case SYSTEM_PROMPT_LEAK -> "a copy of the system prompt";
      case DATA_LEAK -> "a copy of a registered text";
      case ACTIVE_CONTENT -> "content that acts when it is shown";
    };
  }
}
