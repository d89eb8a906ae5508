package io.sextant.gateway.proxy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sextant.core.policy.Fact;
import io.sextant.core.policy.Policy;
import io.sextant.core.telemetry.Told;
import io.sextant.gateway.content.Content;
import io.sextant.gateway.content.ExchangeFacts;
import io.sextant.gateway.protocol.Operation;
import io.sextant.gateway.protocol.Parameters;
import io.sextant.gateway.record.EventWriter;
import io.sextant.gateway.sequence.Asked;
import io.sextant.gateway.sequence.Input;
import io.sextant.gateway.sequence.InputReader;
import io.sextant.gateway.sequence.Sequences;
import io.sextant.gateway.sequence.Suspicion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Takes exchanges into the memory of queries, and reports on it as events.
final class Watch {
  /// People say much the same to a chat again and again; variations of something that looks a
  /// little like an attack are what a search for a way past the guard is made of.
  private static final double VARIATION = 0.2;

  /// Tokens of an answer whose length nobody limits.
  private static final long USUAL_ANSWER = 512;

  private static final int CHARACTERS_PER_TOKEN = 4;

  /// At most so often a principal is reported on.
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(30);

  private static final int PRINCIPALS = 20_000;

  private final Sequences sequences;
  private final Cache<String, Instant> reports =
      Caffeine.newBuilder().maximumSize(PRINCIPALS).executor(Runnable::run).build();

  Watch(Sequences sequences) {
    this.sequences = sequences;
  }

  /// Takes a request in, and tells what the queries up to it look like.
  Suspicion observe(
      Policy policy, ExchangeFacts.Request request, ObjectNode body, Content content) {
    if (!request.operation().hasBody()) {
      return Suspicion.NONE;
    }
    InputReader.Found found = InputReader.read(request.operation(), body, content.parts());
    return sequences.observe(
        new Asked(
            request.time(),
            model(request),
            List.of(request.principal().id(), request.network()),
            compared(policy, request.operation(), found.inputs(), content),
            found.count(),
            work(request)));
  }

  private static List<Input> compared(
      Policy policy, Operation operation, List<Input> inputs, Content content) {
    return switch (operation) {
      case PREDICT -> inputs;
      case CHAT, COMPLETION, RESPONSE, MESSAGES ->
          policy.rules().stream().anyMatch(rule -> rule.reads(Fact::ofSequence))
                  && content.score() >= VARIATION
              ? inputs
              : List.of();
      case EMBEDDING, MODELS -> List.of();
    };
  }

  private static String model(ExchangeFacts.Request request) {
    return request.operation() == Operation.PREDICT
        ? request.path()
        : request.operation().family().label() + " " + request.parameters().model();
  }

  private static double work(ExchangeFacts.Request request) {
    Parameters parameters = request.parameters();
    double answer =
        (double) parameters.maxTokens().orElse(USUAL_ANSWER) * Math.max(1, parameters.choices());
    return (double) request.characters() / CHARACTERS_PER_TOKEN
        + (request.operation() == Operation.EMBEDDING ? 0 : Math.max(0, answer));
  }

  /// An event about the queries of a principal, when it is time for one: at once when they are
  /// suspect, and else now and then while there are any.
  Optional<Told> report(EventWriter.Exchange exchange) {
    boolean suspect = exchange.suspicion().strongest() >= Suspicion.ALARM;
    if (exchange.request().operation() != Operation.PREDICT && !suspect) {
      return Optional.empty();
    }
    Instant now = exchange.request().time();
    String key = (suspect ? "!" : "") + exchange.request().principal().id();
    Instant last = reports.getIfPresent(key);
    if (last != null && now.isBefore(last.plus(BETWEEN_REPORTS))) {
      return Optional.empty();
    }
    reports.put(key, now);
    return Optional.of(EventWriter.sequence(exchange));
  }
}
