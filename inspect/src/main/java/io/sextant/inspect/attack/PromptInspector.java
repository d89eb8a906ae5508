package io.sextant.inspect.attack;

import io.sextant.inspect.AttackKind;
import io.sextant.inspect.Channel;
import io.sextant.inspect.Reason;
import io.sextant.inspect.Span;
import io.sextant.inspect.TechniqueMatch;
import io.sextant.inspect.Verdict;
import io.sextant.inspect.model.FeatureStream;
import io.sextant.inspect.model.Lexicon;
import io.sextant.inspect.view.TextView;
import io.sextant.inspect.view.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Judges texts: is it an attack on a language model, of which kind, where and why.
///
/// Immutable; any number of threads may share one.
public final class PromptInspector {
  private final AttackModel model;
  private final Views views;
  private final Lexicon lexicon;

  public PromptInspector(AttackModel model) {
    this.model = model;
    this.views = new Views(model.readability());
    this.lexicon = Lexicon.builtIn();
  }

  /// The inspector with the model that ships.
  public static PromptInspector builtIn() {
    return new PromptInspector(AttackModel.builtIn());
  }

  /// The verdict on one text. A text over a million characters is judged by its beginning and end.
  public Verdict inspect(String text, Channel channel) {
    Reading reading = Reading.of(text, views, lexicon);
    Summary summary = Summary.of(reading, model.base());
    double score = model.head(channel).score(summary.numbers());
    if (reading.plain().stream().size() == 0 && reading.decoded().isEmpty()) {
      score = 0;
    }
    if (score < Verdict.FLAGGED) {
      return new Verdict(
          channel, score, Optional.empty(), List.of(), List.of(), List.of(), List.of());
    }
    return flagged(channel, score, reading, summary);
  }

  private Verdict flagged(Channel channel, double score, Reading reading, Summary summary) {
    FeatureStream stream = summary.bestView().stream();
    FeatureStream.Window window = summary.bestWindow();
    AttackKind kind = model.kind(channel, stream, window);
    TextView view = summary.bestView().text();
    Span span = view.original(stream.startOf(window), stream.endOf(window));
    Set<String> readings = new TreeSet<>(reading.disguises());
    readings.addAll(view.kinds());
    return new Verdict(
        channel,
        score,
        Optional.of(kind),
        techniques(kind, score, !readings.isEmpty()),
        List.of(span),
        List.copyOf(readings),
        reasons(kind, span, readings, stream.concepts(window, lexicon)));
  }

  private static List<TechniqueMatch> techniques(AttackKind kind, double score, boolean disguised) {
    List<TechniqueMatch> techniques = new ArrayList<>();
    techniques.add(new TechniqueMatch(technique(kind), score));
    if (disguised) {
      techniques.add(new TechniqueMatch("AML.T0068", score));
    }
    return techniques;
  }

  private static String technique(AttackKind kind) {
    return switch (kind) {
      case DIRECT_INJECTION -> "AML.T0051.000";
      case INDIRECT_INJECTION -> "AML.T0051.001";
      case JAILBREAK -> "AML.T0054";
      case SYSTEM_PROMPT_EXTRACTION -> "AML.T0056";
      case SENSITIVE_REQUEST -> "AML.T0057";
    };
  }

  private static List<Reason> reasons(
      AttackKind kind, Span span, Set<String> readings, List<String> concepts) {
    List<Reason> reasons = new ArrayList<>();
    reasons.add(
        new Reason("This stretch reads most like " + described(kind) + ".", Optional.of(span)));
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

  private static String described(AttackKind kind) {
    return switch (kind) {
      case DIRECT_INJECTION -> "an order that overrides earlier instructions";
      case INDIRECT_INJECTION -> "an order to the model, planted in data";
      case JAILBREAK -> "an attempt to lift the model's safety rules";
      case SYSTEM_PROMPT_EXTRACTION -> "a request for hidden instructions";
      case SENSITIVE_REQUEST -> "a request for secrets or for other people's data";
    };
  }
}
