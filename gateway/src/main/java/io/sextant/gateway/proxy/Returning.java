package io.sextant.gateway.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.core.policy.Ruling;
import io.sextant.gateway.constrain.AnswerShaper;
import io.sextant.gateway.content.ExchangeFacts.Answer;
import io.sextant.gateway.protocol.Json;
import io.sextant.gateway.protocol.Operation;
import io.sextant.gateway.protocol.Part;
import io.sextant.gateway.protocol.Texts;
import io.sextant.gateway.proxy.Work.Outcome;
import io.sextant.gateway.stream.StreamRelay;
import io.sextant.inspect.Channel;
import io.sextant.ledger.entry.Decision;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import tools.jackson.databind.JsonNode;

/// The way back of one exchange: its answer read, decided and given to the client. For one thread.
///
/// @param decision about the request, as it took effect
/// @param receipt its place in the ledger
@SuppressWarnings("ReferenceEquality") // the very same object says that nothing was changed
record Returning(Work work, Upstreams.Answer answer, Decision decision, long receipt) {
  private static final byte[] NO_BODY = new byte[0];

  Outcome run() throws Refused, IOException {
    Response response = work.response();
    response.setStatus(answer.head().getStatus());
    Headers.toClient(answer.head().getHeaders(), response.getHeaders());
    String encoding = answer.head().getHeaders().get(HttpHeader.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new Refused(
          502,
          Refused.UNREADABLE_ANSWER,
          "the server packed its answer though it was asked not to, so nothing can look into it");
    }
    return answer.rest().isStream() ? stream() : whole();
  }

  private Outcome stream() throws Refused, IOException {
    Passage passage = work.passage();
    Answer head = new Answer(answer.head().getStatus(), List.of());
    Ruling before = passage.decideStream(head);
    if (before.decision() == Decision.BLOCK) {
      throw block(before, NO_BODY);
    }
    work.stamp(decision, receipt);
    StreamRelay.Judge judge =
        passage.watchesStreams()
            ? parts ->
                Optional.of(passage.decide(head, parts))
                    .filter(ruling -> ruling.decision() == Decision.BLOCK)
            : StreamRelay.Judge.NONE;
    try (InputStream in = answer.rest().getInputStream();
        OutputStream out = Content.Sink.asOutputStream(work.response())) {
      StreamRelay.Result result =
          new StreamRelay(work.operation(), passage.answerConstraints(before), judge, out)
              .relay(in);
      work.settle(Usage.estimated(work.facts().characters(), result.texts()));
      Ruling last = result.blocked().or(passage::onAnswer).orElse(before);
      Ruling said = result.changed() ? strictest(before, last) : last;
      Decision taken = said.effective(result.changed());
      if (result.blocked().isPresent()) {
        answer.cancel();
        out.write(cut(Work.message(last)));
      }
      Work.durable(keep(said, taken, String.join("\n", result.texts()).getBytes(UTF_8)));
      return new Outcome(answer.head().getStatus(), result.texts(), Work.stricter(decision, taken));
    }
  }

  /// The end of a stream that was cut, in the words of its protocol.
  private byte[] cut(String message) {
    byte[] body = new Refused(403, Refused.BLOCKED, message).body(work.operation().family());
    String head = work.operation() == Operation.MESSAGES ? "event: error\ndata: " : "data: ";
    return (head + new String(body, UTF_8) + "\n\n").getBytes(UTF_8);
  }

  private Outcome whole() throws Refused, IOException {
    byte[] raw = read();
    int status = answer.head().getStatus();
    JsonNode body;
    try {
      body = raw.length == 0 ? Json.object() : Json.object(raw);
    } catch (Json.Malformed e) {
      throw new Refused(
          502, Refused.UNREADABLE_ANSWER, "the server's answer cannot be read: " + e.getMessage());
    }
    work.settle(Usage.of(body, work.facts().characters(), raw.length));
    List<Part> texts = Texts.find(body, Channel.OUTPUT).parts();
    Ruling ruling =
        work.passage()
            .decide(
                new Answer(status, AnswerTexts.tools(body)),
                work.operation() == Operation.EMBEDDING ? List.of() : texts);
    if (ruling.decision() == Decision.BLOCK) {
      throw block(ruling, raw);
    }
    JsonNode shaped =
        ruling.decision() == Decision.CONSTRAIN
            ? new AnswerShaper(work.passage().answerConstraints(ruling)).shape(body, texts)
            : body;
    Decision taken = ruling.effective(shaped != body);
    CompletableFuture<Long> kept = keep(ruling, taken, raw);
    Work.durable(kept);
    work.stamp(Work.stricter(decision, taken), receipt);
    byte[] given = shaped == body ? raw : Json.bytes(shaped);
    work.response().getHeaders().put(HttpHeader.CONTENT_LENGTH, given.length);
    // Head and body in one go: closing a stream after it would be a second pass through the server.
    Content.Sink.write(work.response(), true, ByteBuffer.wrap(given));
    return new Outcome(
        status, AnswerTexts.of(work.operation(), body), Work.stricter(decision, taken));
  }

  private byte[] read() throws Refused {
    int most = work.services().limits().answerBytes();
    try {
      byte[] raw = answer.rest().whole();
      if (raw.length > most) {
        throw new Refused(
            502, Refused.UNREADABLE_ANSWER, "the answer is longer than " + most + " bytes");
      }
      return raw;
    } catch (IOException e) {
      throw new Refused(
          502, Refused.UPSTREAM_FAILED, "the server behind this gateway broke its answer off");
    }
  }

  /// Writes down that an answer is blocked, and gives what its client is told instead.
  private Refused block(Ruling ruling, byte[] raw) throws Refused {
    long receipt = Work.durable(keep(ruling, Decision.BLOCK, raw));
    work.tell(new Outcome(403, List.of(), Decision.BLOCK), receipt);
    work.response().getHeaders().clear();
    work.stamp(Decision.BLOCK, receipt);
    return new Refused(403, Refused.BLOCKED, Work.message(ruling));
  }

  private CompletableFuture<Long> keep(Ruling ruling, Decision taken, byte[] raw) {
    // An answer that simply passes is covered by the decision about its request.
    return taken == Decision.ALLOW
        ? CompletableFuture.completedFuture(-1L)
        : work.keep(ruling, taken, raw);
  }

  private static Ruling strictest(Ruling one, Ruling other) {
    return Work.stricter(one.decision(), other.decision()) == other.decision() ? other : one;
  }
}
