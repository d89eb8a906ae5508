package io.sextant.gateway.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.core.policy.Constraint;
import io.sextant.core.policy.Constraint.Matter;
import io.sextant.core.policy.PolicyReader;
import io.sextant.core.policy.Ruling;
import io.sextant.core.policy.Stage;
import io.sextant.gateway.constrain.AnswerShaper;
import io.sextant.gateway.constrain.Constraints;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.protocol.Json;
import io.sextant.gateway.protocol.Operation;
import io.sextant.ledger.entry.Decision;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class StreamRelayTest {
  private static final Detectors DETECTORS = Detectors.builtIn();
  private static final List<Constraint> STRICT =
      List.of(
          new Constraint.Redact(Set.of(Matter.PERSONAL_DATA, Matter.SECRETS)),
          new Constraint.NoLinks());

  /// Raised by `-Drelay.runs=N`.
  private static final int RUNS = Integer.getInteger("relay.runs", 600);

  private static final List<String> TEXTS =
      List.of(
          "Write to anna.berg@example.org or call +49 30 901820 soon.",
          "The key is ghp_16C7e42F292c6912E7710c838347Ae178B4a and nothing else.",
          "Look: ![x](https://evil.example/?q=secret) and [here](https://a.example/b) 😀 end",
          "IBAN DE89370400440532013000, card 4111 1111 1111 1111.\nSecond line: <img src=x onerror=y>",
          "Nothing to see here, только текст, 東京 and emoji 👩‍👩‍👧.",
          "anna@exa", // ends where a match might go on
          "");

  private static String chat(int choice, String piece, boolean last) {
    ObjectNode event = Json.object().put("id", "x").put("object", "chat.completion.chunk");
    ObjectNode one = event.putArray("choices").addObject().put("index", choice);
    one.putObject("delta").put("content", piece);
    if (last) {
      one.put("finish_reason", "stop");
    } else {
      one.putNull("finish_reason");
    }
    return "data: " + new String(Json.bytes(event), UTF_8) + "\n\n";
  }

  private static List<String> pieces(String text, Random random) {
    List<String> pieces = new ArrayList<>();
    int[] points = text.codePoints().toArray();
    for (int at = 0; at < points.length; ) {
      int length = Math.min(points.length - at, 1 + random.nextInt(1 + random.nextInt(12)));
      pieces.add(new String(points, at, length));
      at += length;
    }
    return pieces;
  }

  /// Hands its bytes out in pieces of random length.
  private static InputStream broken(byte[] bytes, Random random) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public int read(byte[] into, int from, int length) {
        return super.read(into, from, Math.min(length, 1 + random.nextInt(40)));
      }
    };
  }

  private static String said(byte[] out, int choice) throws Exception {
    StringBuilder text = new StringBuilder();
    SseReader reader = new SseReader(new ByteArrayInputStream(out), 1 << 20);
    for (var frame = reader.next(); frame.isPresent(); frame = reader.next()) {
      String data = SseFrame.of(frame.get()).data().orElse("");
      if (data.startsWith("{")) {
        Json.object(data.getBytes(UTF_8))
            .path("choices")
            .forEach(it -> {
              if (it.path("index").asInt() == choice) {
                text.append(it.path("delta").path("content").asString(""));
              }
            });
      }
    }
    return text.toString();
  }

  @Test
  void whatLeavesIsTheWholeTextRedactedHoweverItIsCut() throws Exception {
    Random random = new Random(7);
    Constraints constraints = Constraints.of(STRICT, DETECTORS);
    AnswerShaper whole = new AnswerShaper(constraints);
    for (int run = 0; run < RUNS; run++) {
      String one = TEXTS.get(random.nextInt(TEXTS.size()));
      String other = TEXTS.get(random.nextInt(TEXTS.size())) + TEXTS.get(run % TEXTS.size());
      List<String> first = pieces(one, random);
      List<String> second = pieces(other, random);
      StringBuilder stream = new StringBuilder();
      while (!first.isEmpty() || !second.isEmpty()) {
        boolean fromFirst = !first.isEmpty() && (second.isEmpty() || random.nextBoolean());
        List<String> from = fromFirst ? first : second;
        String piece = from.removeFirst();
        boolean last = from.isEmpty() && random.nextBoolean();
        stream.append(chat(fromFirst ? 0 : 1, piece, last));
      }
      stream.append("data: [DONE]\n\n");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new StreamRelay(Operation.CHAT, constraints, StreamRelay.Judge.NONE, out)
          .relay(broken(stream.toString().getBytes(UTF_8), random));

      assertThat(said(out.toByteArray(), 0)).isEqualTo(whole.text(one));
      assertThat(said(out.toByteArray(), 1)).isEqualTo(whole.text(other));
      assertThat(out.toString(UTF_8)).endsWith("data: [DONE]\n\n");
    }
  }

  @Test
  void whatNeedsNoChangeLeavesAsTheBytesItCameAs() throws IOException {
    String stream =
        ": comment\r\n\r\n"
            + "data:  {\"choices\" : [{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n"
            + chat(0, "Hello, ", false)
            + chat(0, "how are you? ", false)
            + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"x\":1.50}}\n\n"
            + "data: [DONE]\n\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    StreamRelay.Result result =
        new StreamRelay(
                Operation.CHAT, Constraints.of(List.of(), DETECTORS), StreamRelay.Judge.NONE, out)
            .relay(new ByteArrayInputStream(stream.getBytes(UTF_8)));

    assertThat(out.toString(UTF_8)).isEqualTo(stream);
    assertThat(result.changed()).isFalse();
    assertThat(result.texts()).containsExactly("Hello, how are you? ");
  }

  @Test
  void toolArgumentsAreTextsOfTheirOwn() throws Exception {
    String stream =
        arguments(0, "{\"to\":\"anna.be")
            + arguments(1, "{\"x\":1}")
            + arguments(0, "rg@example.org\"}")
            + "data: [DONE]\n\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    StreamRelay.Result result =
        new StreamRelay(
                Operation.CHAT, Constraints.of(STRICT, DETECTORS), StreamRelay.Judge.NONE, out)
            .relay(new ByteArrayInputStream(stream.getBytes(UTF_8)));

    assertThat(result.changed()).isTrue();
    assertThat(out.toString(UTF_8)).doesNotContain("anna").contains("[EMAIL]");
  }

  private static String arguments(int tool, String piece) {
    ObjectNode event = Json.object();
    ObjectNode call =
        event
            .putArray("choices")
            .addObject()
            .put("index", 0)
            .putObject("delta")
            .putArray("tool_calls")
            .addObject()
            .put("index", tool);
    call.putObject("function").put("arguments", piece);
    return "data: " + new String(Json.bytes(event), UTF_8) + "\n\n";
  }

  @Test
  void blocksOfAnthropicAreRedactedAndEnded() throws IOException {
    String stream =
        "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
            + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"mail anna.b\"}}\n\n"
            + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"erg@example.org\"}}\n\n"
            + "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
            + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    new StreamRelay(
            Operation.MESSAGES, Constraints.of(STRICT, DETECTORS), StreamRelay.Judge.NONE, out)
        .relay(new ByteArrayInputStream(stream.getBytes(UTF_8)));

    String text = out.toString(UTF_8);
    assertThat(text).contains("[EMAIL]").doesNotContain("anna");
    assertThat(text.indexOf("[EMAIL]")).isLessThan(text.indexOf("content_block_stop"));
  }

  @Test
  void aRuleCutsAStreamAndNothingFollows() throws IOException {
    var policy =
        PolicyReader.read("p", "policy: p\nrules: [{id: a, do: block}]").policy().orElseThrow();
    Ruling block =
        new Ruling(
            Stage.RESPONSE,
            Decision.BLOCK,
            List.of(new Ruling.Ground(policy.rules().getFirst(), false)),
            List.of());
    StreamRelay.Judge judge =
        parts ->
            parts.getFirst().text().contains("forbidden") ? Optional.of(block) : Optional.empty();
    String stream =
        chat(0, "a ".repeat(150), false) + chat(0, "the forbidden word", true) + chat(0, "z", true);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    StreamRelay.Result result =
        new StreamRelay(Operation.CHAT, Constraints.of(List.of(), DETECTORS), judge, out)
            .relay(new ByteArrayInputStream(stream.getBytes(UTF_8)));

    assertThat(result.blocked()).contains(block);
    assertThat(out.toString(UTF_8)).contains("a a a").doesNotContain("forbidden");
  }

  @Test
  void aStreamThatCannotBeReadIsGivenUp() {
    for (String stream :
        List.of(
            "data: {not json}\n\n",
            "data: {\"a\":1,\"a\":2}\n\n",
            "data: " + "x".repeat(9 << 20))) {
      assertThatThrownBy(() ->
              new StreamRelay(
                      Operation.CHAT,
                      Constraints.of(STRICT, DETECTORS),
                      StreamRelay.Judge.NONE,
                      new ByteArrayOutputStream())
                  .relay(new ByteArrayInputStream(stream.getBytes(UTF_8))))
          .isInstanceOf(IOException.class);
    }
  }
}
