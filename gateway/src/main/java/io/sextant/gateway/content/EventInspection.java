package io.sextant.gateway.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sextant.core.detection.Inspection;
import io.sextant.core.telemetry.Speaker;
import io.sextant.inspect.AttackKind;
import io.sextant.inspect.Channel;
import io.sextant.inspect.TechniqueMatch;
import io.sextant.inspect.Verdict;
import io.sextant.inspect.attack.PromptInspector;
import io.sextant.inspect.known.KnownTexts;
import io.sextant.inspect.match.Finding;
import io.sextant.inspect.match.RecogniserSet;
import io.sextant.inspect.output.OutputInspector;
import io.sextant.inspect.output.SystemPrompt;
import io.sextant.inspect.privacy.PersonalData;
import io.sextant.inspect.secret.Secrets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Looks into the texts of events for rules. The models are read when the first rule asks, and what
/// was said of texts seen lately is remembered; any number of threads may share one.
public final class EventInspection implements Inspection {
  /// Characters of text whose answers are remembered; a text costs two bytes a character.
  private static final long REMEMBERED_CHARACTERS = 4L << 20;

  /// Room that an entry takes besides its text, in characters.
  private static final int ENTRY_CHARACTERS = 200;

  /// A longer stretch is no help to who reads a finding, in characters.
  private static final int LONGEST_PASSAGE = 300;

  private static final int MOST_PASSAGES = 8;

  private record Asked(String about, String text, List<String> instructions) {
    int characters() {
      return text.length() + instructions.stream().mapToInt(String::length).sum();
    }
  }

  private final Supplier<PromptInspector> attacks;
  private Optional<PromptInspector> read = Optional.empty();
  private final Lazy personal = new Lazy(() -> RecogniserSet.of(PersonalData.list()));
  private final Lazy secrets = new Lazy(() -> RecogniserSet.of(Secrets.list()));
  private final Cache<Asked, Judgement> judgements = cache();
  private final Cache<Asked, Set<String>> kinds = cache();

  /// @param attacks what reads the model, when the first rule asks
  public EventInspection(Supplier<PromptInspector> attacks) {
    this.attacks = attacks;
  }

  /// With the models that ship.
  public static EventInspection builtIn() {
    return new EventInspection(PromptInspector::builtIn);
  }

  private static <V> Cache<Asked, V> cache() {
    return Caffeine.newBuilder()
        .maximumWeight(REMEMBERED_CHARACTERS)
        .weigher((Asked asked, V _) -> asked.characters() + ENTRY_CHARACTERS)
        .executor(Runnable::run)
        .build();
  }

  /// Recognisers that are made when they are first needed.
  private static final class Lazy {
    private final Supplier<RecogniserSet> source;
    private Optional<RecogniserSet> made = Optional.empty();

    Lazy(Supplier<RecogniserSet> source) {
      this.source = source;
    }

    synchronized RecogniserSet get() {
      if (made.isEmpty()) {
        made = Optional.of(source.get());
      }
      return made.get();
    }
  }

  private synchronized PromptInspector attacks() {
    if (read.isEmpty()) {
      read = Optional.of(attacks.get());
    }
    return read.get();
  }

  @Override
  public Judgement judge(Speaker speaker, String text, List<String> instructions) {
    return remembered(
        judgements,
        new Asked(speaker.label(), text, instructions),
        asked -> judged(speaker, asked));
  }

  private Judgement judged(Speaker speaker, Asked asked) {
    Channel channel = channel(speaker);
    Verdict verdict =
        channel == Channel.OUTPUT
            ? new OutputInspector(attacks(), new KnownTexts(KnownTexts.Rule.PASSAGE))
                .inspect(asked.text(), system(asked.instructions()))
            : attacks().inspect(asked.text(), channel);
    return new Judgement(
        verdict.score(),
        verdict.flagged(),
        verdict.kind().map(AttackKind::label).stream().toList(),
        verdict.techniques().stream().map(TechniqueMatch::id).toList(),
        verdict.spans().stream()
            .limit(MOST_PASSAGES)
            .map(span -> span.of(asked.text()))
            .map(EventInspection::shortened)
            .toList());
  }

  private static String shortened(String passage) {
    return passage.length() > LONGEST_PASSAGE
        ? passage.substring(0, LONGEST_PASSAGE) + "…"
        : passage;
  }

  private static Optional<SystemPrompt> system(List<String> instructions) {
    return instructions.isEmpty()
        ? Optional.empty()
        : Optional.of(SystemPrompt.of(String.join("\n", instructions)));
  }

  private static Channel channel(Speaker speaker) {
    return switch (speaker) {
      case USER -> Channel.USER;
      case SYSTEM -> Channel.SYSTEM;
      case ASSISTANT, HISTORY, TOOL_CALL -> Channel.OUTPUT;
      case TOOL_RESULT, TOOL_DESCRIPTION -> Channel.TOOL;
      case RETRIEVED -> Channel.DOCUMENT;
    };
  }

  @Override
  public Set<String> personalData(String text) {
    return remembered(
        kinds, new Asked("personal", text, List.of()), asked -> found(personal, asked));
  }

  @Override
  public Set<String> secrets(String text) {
    return remembered(kinds, new Asked("secrets", text, List.of()), asked -> found(secrets, asked));
  }

  private static Set<String> found(Lazy recognisers, Asked asked) {
    return recognisers.get().find(asked.text()).stream()
        .map(Finding::kind)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static <V> V remembered(Cache<Asked, V> cache, Asked asked, Function<Asked, V> source) {
    V known = cache.getIfPresent(asked);
    if (known == null) {
      known = source.apply(asked);
      cache.put(asked, known);
    }
    return known;
  }
}
