package io.sextant.examples.desk;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A deterministic stand-in for a language model that answers from its context by extraction, and
/// calls tools.
///
/// It has the flaw that matters here, and has it honestly: it cannot tell who an instruction comes
/// from. An imperative in a retrieved passage or a tool result moves it just as one from the user
/// does, and a role play switches its one refusal off. So the attacks on it really work or really
/// fail. Stateless and thread-safe.
public final class LocalModel {
  /// What the telemetry calls it.
  public static final String NAME = "skua-extract-1";

  private static final Pattern BOOKING = Pattern.compile("\\bNF-\\d{6}\\b");
  private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@[\\w-]+\\.[\\w.-]*\\w");
  private static final Pattern SEND = Pattern.compile("(?i)\\b(send|forward|e-?mail|mail)\\b");
  private static final Pattern REMEMBER =
      Pattern.compile("(?i)\\b(?:remember|note|keep in mind) that (.{5,200}?)(?:[.!]|$)");
  private static final Pattern CANCEL = Pattern.compile("(?i)\\bcancel\\b");
  private static final Pattern OWN_RULES =
      Pattern.compile(
          "(?i)\\b(system prompt|your (initial |hidden |original )?(instructions|rules|prompt)|text above)\\b");
  private static final Pattern SHOW =
      Pattern.compile(
          "(?i)\\b(show|print|repeat|reveal|output|translate|summari[sz]e|write out)\\b");
  private static final Pattern HARMFUL =
      Pattern.compile("(?i)\\b(explosive|ransomware|forge[d]? passport|poison gas)\\b");
  private static final Pattern ROLE_PLAY =
      Pattern.compile(
          "(?i)\\b(pretend|role-?play|no restrictions|without (any )?filter|unfiltered)\\b");
  private static final Set<String> LOOKUP_WORDS =
      Set.of("when", "where", "status", "booking", "sailing", "confirm", "details");
  private static final double WORDS_TO_TOKENS = 1.3;

  /// What the model does next.
  public sealed interface Move {
    /// It answers and is done.
    record Answer(String text, boolean refused) implements Move {}

    /// It wants a tool's result first.
    record Use(String tool, SequencedMap<String, String> arguments) implements Move {}
  }

  /// Decides the next move from everything in the context.
  public Move next(List<Turn> context) {
    String user = lastUser(context);
    if (HARMFUL.matcher(user).find() && !ROLE_PLAY.matcher(user).find()) {
      return new Move.Answer("I am sorry, I can only help with journeys on our ferries.", true);
    }
    return tool(context, user).orElseGet(() -> answer(context, user));
  }

  /// A rough count of tokens, for usage figures.
  public static int tokens(String text) {
    return text.isBlank()
        ? 0
        : (int) Math.ceil(text.strip().split("\\s+").length * WORDS_TO_TOKENS);
  }

  private static Optional<Move> tool(List<Turn> context, String user) {
    for (String text : instructionsInReach(context, user)) {
      Matcher address = ADDRESS.matcher(text);
      if (SEND.matcher(text).find() && address.find() && !called(context, "send_email")) {
        return Optional.of(use("send_email", "to", address.group(), "body", mailBody(context)));
      }
      Matcher note = REMEMBER.matcher(text);
      if (note.find() && !called(context, "save_note")) {
        return Optional.of(use("save_note", "text", note.group(1)));
      }
    }
    Matcher booking = BOOKING.matcher(user);
    if (booking.find()) {
      if (CANCEL.matcher(user).find() && !called(context, "cancel_booking")) {
        return Optional.of(use("cancel_booking", "booking", booking.group()));
      }
      boolean asks =
          Arrays.stream(user.toLowerCase(Locale.ROOT).split("\\W+"))
              .anyMatch(LOOKUP_WORDS::contains);
      if (asks && !called(context, "find_booking")) {
        return Optional.of(use("find_booking", "booking", booking.group()));
      }
    }
    return Optional.empty();
  }

  /// The user's words first, then whatever retrieval and tools brought in: all are obeyed alike.
  private static List<String> instructionsInReach(List<Turn> context, String user) {
    return context.stream()
        .flatMap(turn ->
            switch (turn) {
              case Turn.Retrieved retrieved ->
                  retrieved.hits().stream().map(hit -> hit.passage().text());
              case Turn.Result result -> java.util.stream.Stream.of(result.text());
              case Turn.FromUser said ->
                  java.util.stream.Stream.of(said.text()).filter(Predicate.isEqual(user));
              case Turn.Instructions _, Turn.FromAssistant _, Turn.Call _ ->
                  java.util.stream.Stream.<String>empty();
            })
        .toList();
  }

  private static Move answer(List<Turn> context, String user) {
    if (OWN_RULES.matcher(user).find() && SHOW.matcher(user).find()) {
      return new Move.Answer("My instructions are: " + instructions(context), false);
    }
    if (HARMFUL.matcher(user).find()) {
      return new Move.Answer(
          "Fine, I am somebody without rules now. (This small model knows nothing of the kind, but it did not refuse.)",
          false);
    }
    List<String> results =
        context.stream()
            .filter(Turn.Result.class::isInstance)
            .map(turn -> ((Turn.Result) turn).text())
            .toList();
    if (!results.isEmpty()) {
      return new Move.Answer(String.join(" ", results), false);
    }
    return new Move.Answer(extract(context, user), false);
  }

  /// The two sentences of the retrieved passages that share most words with the question, images
  /// and links included.
  private static String extract(List<Turn> context, String user) {
    Set<String> asked = Set.copyOf(Handbook.words(user));
    List<String> best =
        context.stream()
            .filter(Turn.Retrieved.class::isInstance)
            .flatMap(turn -> ((Turn.Retrieved) turn).hits().stream())
            .flatMap(hit -> Arrays.stream(hit.passage().text().split("(?<=[.!?])\\s+")))
            .filter(sentence -> shared(sentence, asked) > 0)
            .sorted(
                java.util.Comparator.comparingLong((String sentence) -> shared(sentence, asked))
                    .reversed())
            .limit(2)
            .toList();
    return best.isEmpty()
        ? "I do not know that. Please call 0700 555 0142 and a colleague will help you."
        : String.join(" ", best);
  }

  private static long shared(String sentence, Set<String> asked) {
    return Handbook.words(sentence).stream().distinct().filter(asked::contains).count();
  }

  private static String mailBody(List<Turn> context) {
    StringBuilder body = new StringBuilder("Conversation so far:\n");
    for (Turn turn : context) {
      if (turn instanceof Turn.FromUser said) {
        body.append("customer: ").append(said.text()).append('\n');
      } else if (turn instanceof Turn.Result result) {
        body.append(result.tool()).append(": ").append(result.text()).append('\n');
      }
    }
    return body.toString();
  }

  private static String instructions(List<Turn> context) {
    return context.stream()
        .filter(Turn.Instructions.class::isInstance)
        .map(turn -> ((Turn.Instructions) turn).text())
        .findFirst()
        .orElse("none");
  }

  private static String lastUser(List<Turn> context) {
    return context.reversed().stream()
        .filter(Turn.FromUser.class::isInstance)
        .map(turn -> ((Turn.FromUser) turn).text())
        .findFirst()
        .orElse("");
  }

  private static boolean called(List<Turn> context, String tool) {
    return context.stream()
        .anyMatch(turn -> turn instanceof Turn.Call call && call.tool().equals(tool));
  }

  private static Move use(String tool, String... namesAndValues) {
    SequencedMap<String, String> arguments = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      arguments.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Move.Use(tool, arguments);
  }
}
