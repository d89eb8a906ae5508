package io.sextant.inspect.output;

import io.sextant.inspect.AttackKind;
import io.sextant.inspect.Channel;
import io.sextant.inspect.Reason;
import io.sextant.inspect.Span;
import io.sextant.inspect.TechniqueMatch;
import io.sextant.inspect.Verdict;
import io.sextant.inspect.attack.PromptInspector;
import io.sextant.inspect.known.KnownTexts;
import io.sextant.inspect.view.TextView;
import io.sextant.inspect.view.Views;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Judges what a model answers: does it give away the system prompt or registered texts, does it
/// hold content that acts when it is shown, and does it read like an attack on the next reader.
///
/// Looks through every reading of the answer, so a prompt that leaves in base64 or reversed is
/// seen. A translation or a paraphrase of it is not. Immutable, when nobody adds to the registered
/// texts.
public final class OutputInspector {
  private final PromptInspector attacks;
  private final KnownTexts registered;
  private final ActiveContent active = new ActiveContent();

  /// An inspector of answers.
  ///
  /// @param registered texts of others and of the training data, under [KnownTexts.Rule#PASSAGE]
  public OutputInspector(PromptInspector attacks, KnownTexts registered) {
    this.attacks = attacks;
    this.registered = registered;
  }

  /// Something that should not leave.
  private record Leak(
      AttackKind kind, double confidence, Span span, List<String> views, String why) {}

  /// The verdict on an answer given under these instructions.
  public Verdict inspect(String text, Optional<SystemPrompt> system) {
    Verdict verdict = attacks.inspect(text, Channel.OUTPUT);
    List<Leak> leaks = leaks(text, system);
    if (leaks.isEmpty()) {
      return verdict;
    }
    leaks.sort(Comparator.comparingDouble((Leak it) -> -it.confidence));
    List<Span> spans = new ArrayList<>();
    List<Reason> reasons = new ArrayList<>();
    List<TechniqueMatch> techniques = new ArrayList<>();
    Set<String> views = new TreeSet<>();
    for (Leak leak : leaks) {
      spans.add(leak.span);
      reasons.add(new Reason(leak.why, Optional.of(leak.span)));
      views.addAll(leak.views);
      String id = leak.kind.technique();
      if (techniques.stream().noneMatch(it -> it.id().equals(id))) {
        techniques.add(new TechniqueMatch(id, leak.confidence));
      }
    }
    reasons.addAll(verdict.reasons());
    spans.addAll(verdict.spans());
    views.addAll(verdict.views());
    verdict.techniques().stream()
        .filter(it -> techniques.stream().noneMatch(own -> own.id().equals(it.id())))
        .toList()
        .forEach(techniques::add);
    return new Verdict(
        Channel.OUTPUT,
        Math.max(verdict.score(), leaks.getFirst().confidence),
        Optional.of(leaks.getFirst().kind),
        techniques,
        spans.stream().distinct().toList(),
        List.copyOf(views),
        reasons);
  }

  private List<Leak> leaks(String text, Optional<SystemPrompt> system) {
    List<Leak> leaks = new ArrayList<>();
    Optional<KnownTexts> prompt = system.map(SystemPrompt::known);
    Views.Reading reading = attacks.read(text);
    List<TextView> views = new ArrayList<>(List.of(reading.plain()));
    views.addAll(reading.decoded());
    for (TextView view : views) {
      prompt
          .flatMap(it -> it.find(view.text()))
          .ifPresent(copy -> add(leaks, leak(AttackKind.SYSTEM_PROMPT_LEAK, copy, view)));
      registered
          .find(view.text())
          .ifPresent(copy -> add(leaks, leak(AttackKind.DATA_LEAK, copy, view)));
      system.ifPresent(it -> canaries(it, view, leaks));
      for (ActiveContent.Active it : active.find(view.text())) {
        Span span = view.original(it.start(), it.end());
        add(
            leaks,
            new Leak(AttackKind.ACTIVE_CONTENT, it.confidence(), span, view.kinds(), it.why()));
      }
    }
    return leaks;
  }

  /// Keeps one leak of a kind at one place: a later reading says nothing new of it.
  private static void add(List<Leak> leaks, Leak leak) {
    boolean seen =
        leaks.stream()
            .anyMatch(it ->
                it.kind == leak.kind
                    && it.span.start() <= leak.span.end()
                    && leak.span.start() <= it.span.end());
    if (!seen && leaks.size() < 32) {
      leaks.add(leak);
    }
  }

  private static Leak leak(AttackKind kind, KnownTexts.Copy copy, TextView view) {
    String what =
        kind == AttackKind.SYSTEM_PROMPT_LEAK
            ? "the system prompt"
            : "the registered text '" + copy.label() + "'";
    long share = Math.max(1, Math.round(100 * copy.share()));
    return new Leak(
        kind,
        0.9 + 0.1 * Math.min(1, copy.share()),
        view.original(copy.start(), copy.end()),
        view.kinds(),
        "This stretch repeats " + share + " % of " + what + ".");
  }

  private static void canaries(SystemPrompt system, TextView view, List<Leak> leaks) {
    for (String canary : system.canaries()) {
      int[] at = Canary.find(view.text(), canary);
      if (at[0] >= 0) {
        Span span = view.original(at[0], at[1]);
        add(
            leaks,
            new Leak(
                AttackKind.SYSTEM_PROMPT_LEAK,
                1,
                span,
                view.kinds(),
                "A canary of the system prompt stands here."));
      }
    }
  }
}
