package io.sextant.server.awareness;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.Technique;
import io.sextant.atlas.awareness.AwarenessJson;
import io.sextant.atlas.awareness.Quiz;
import io.sextant.atlas.awareness.QuizQuestion;
import io.sextant.atlas.awareness.QuizQuestion.Option;
import io.sextant.atlas.detection.DetectionCatalogue;
import io.sextant.core.access.Permission;
import io.sextant.core.awareness.Card;
import io.sextant.core.awareness.Cards;
import io.sextant.core.awareness.Recall;
import io.sextant.core.awareness.Schedule;
import io.sextant.server.atlas.Releases;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Query;
import io.sextant.server.http.Routes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The quiz: what is due for the caller, then what is new to them. What they know is kept under
/// their name, and nobody else is shown it.
public final class QuizRoutes {
  private static final String PATH = "/api/v1/awareness/quiz";
  private static final int MOST = 50;
  private static final int USUAL = 10;
  private static final double KNOWN = 0.9;
  private static final Map<String, Recall> RECALLS =
      Map.of("unsure", Recall.UNSURE, "right", Recall.RIGHT, "easy", Recall.EASY);

  private final Releases releases;
  private final Cards cards;
  private final InstantSource clock;
  private final DetectionCatalogue catalogue = DetectionCatalogue.load();
  private final AtomicReference<Optional<Quiz>> made = new AtomicReference<>(Optional.empty());

  public QuizRoutes(AtlasLibrary library, Cards cards, InstantSource clock) {
    this.releases = new Releases(library);
    this.cards = cards;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes
        .get(PATH, Permission.READ, this::sitting)
        .post(PATH, Permission.READ, this::answer)
        .delete(PATH, Permission.READ, this::forget);
  }

  private void sitting(Exchange exchange) {
    Query query = exchange.query();
    int count = query.integer("count", 1, MOST, USUAL);
    Optional<TacticId> tactic =
        query.value("tactic", "the id of a tactic such as AML.TA0002", QuizRoutes::tactic);
    Optional<ReleaseId> release =
        query.value("release", "a release's tag such as 5.6.1", ReleaseId::parse);
    query.check();
    Quiz quiz = quiz(release);
    Instant now = clock.instant();
    long seed = now.getEpochSecond() / Duration.ofDays(1).toSeconds();
    Map<String, Card> begun =
        cards.of(exchange.caller().name()).stream()
            .collect(Collectors.toMap(Card::question, Function.identity()));
    Set<QuizQuestion.Id> asked =
        quiz.ids().stream()
            .filter(id -> fits(quiz, id, tactic))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Predicate<Card> isDue = card -> !card.due().isAfter(now);
    Stream<QuizQuestion.Id> due =
        asked.stream()
            .filter(id -> Optional.ofNullable(begun.get(id.toString())).filter(isDue).isPresent())
            .sorted(Comparator.comparing(id -> due(begun, id)));
    Stream<QuizQuestion.Id> fresh = asked.stream().filter(id -> !begun.containsKey(id.toString()));
    exchange.json(
        new QuizJson.Sitting(
            quiz.index().release().id().tag(),
            seed,
            Stream.concat(due, fresh)
                .limit(count)
                .flatMap(id -> quiz.question(id, seed).stream())
                .map(question -> AwarenessJson.question(question, false))
                .toList(),
            progress(asked, begun, now)));
  }

  private static Instant due(Map<String, Card> begun, QuizQuestion.Id id) {
    return Optional.ofNullable(begun.get(id.toString())).map(Card::due).orElse(Instant.MAX);
  }

  private static QuizJson.Progress progress(
      Set<QuizQuestion.Id> asked, Map<String, Card> begun, Instant now) {
    List<Card> mine =
        asked.stream()
            .flatMap(id -> Optional.ofNullable(begun.get(id.toString())).stream())
            .toList();
    int due = (int) mine.stream().filter(card -> !card.due().isAfter(now)).count();
    int known = (int) mine.stream().filter(card -> Schedule.chance(card, now) >= KNOWN).count();
    return new QuizJson.Progress(
        asked.size(),
        mine.size(),
        due,
        known,
        due > 0 ? Optional.empty() : mine.stream().map(Card::due).min(Comparator.naturalOrder()));
  }

  private void answer(Exchange exchange) throws IOException {
    QuizJson.Answer answer = exchange.withoutQuery().body(QuizJson.Answer.class);
    Quiz quiz =
        quiz(
            Optional.of(
                read(answer.release(), ReleaseId::parse, "'release' is no tag of a release")));
    QuizQuestion question =
        read(
            answer.question(),
            text -> QuizQuestion.Id.parse(text).flatMap(id -> quiz.question(id, answer.seed())),
            "this release has no such question");
    Option chosen =
        read(
            answer.option(),
            text -> question.options().stream().filter(one -> one.id().equals(text)).findFirst(),
            "the question has no such option");
    Recall claimed =
        read(
            answer.recall(),
            text -> Optional.ofNullable(RECALLS.get(text)),
            "'recall' must be unsure, right or easy");
    boolean correct = question.right().equals(chosen.id());
    String person = exchange.caller().name();
    String id = question.id().toString();
    Card card =
        Schedule.after(
            cards.find(person, id), id, correct ? claimed : Recall.WRONG, clock.instant());
    cards.put(person, card);
    exchange.json(
        new QuizJson.Result(correct, question.right(), question.explanation(), card.due()));
  }

  private void forget(Exchange exchange) {
    cards.forget(exchange.withoutQuery().caller().name());
    exchange.noContent();
  }

  private static <T> T read(
      @Nullable String text, Function<String, Optional<T>> read, String otherwise) {
    return Optional.ofNullable(text)
        .flatMap(read)
        .orElseThrow(
            () -> ProblemException.badRequest("body", otherwise, "Send what the question said."));
  }

  private static boolean fits(Quiz quiz, QuizQuestion.Id id, Optional<TacticId> tactic) {
    return tactic
        .map(wanted ->
            quiz.index()
                .technique(id.technique())
                .map(Technique::tactics)
                .filter(tactics -> tactics.contains(wanted))
                .isPresent())
        .orElse(true);
  }

  private static Optional<TacticId> tactic(String text) {
    try {
      return Optional.of(new TacticId(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The quiz of a release. The last one made is kept; two threads may make it twice, to the same
  /// effect.
  private Quiz quiz(Optional<ReleaseId> wanted) {
    ReleaseIndex index = wanted.map(releases::named).orElseGet(releases.library()::current);
    Optional<Quiz> known = made.get().filter(quiz -> quiz.index().equals(index));
    if (known.isPresent()) {
      return known.get();
    }
    Quiz quiz = new Quiz(index, catalogue);
    made.set(Optional.of(quiz));
    return quiz;
  }
}
