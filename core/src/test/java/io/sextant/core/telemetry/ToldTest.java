package io.sextant.core.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.sigma.LogSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What Sextant itself tells of becomes the event that somebody's record of it would become.
class ToldTest {
  private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");

  /// Every event there is an example of, told again.
  @ParameterizedTest
  @MethodSource("io.sextant.core.telemetry.GoldenTest#inputs")
  void whatIsInTheNormalFormStaysAsItIs(Path input) throws IOException {
    Normalized sent =
        normalizer().normalize(Files.readAllBytes(input), "test", SourceFormat.UNKNOWN);
    for (Event event : sent.events()) {
      Told told = Told.of(event.logSource(), event.time());
      boolean viewed = told.isAboutAi();
      (viewed ? Views.without(event.body()) : event.body()).forEachEntry(told::set);

      Event own = normalizer().own(told);

      assertThat(own.body()).isEqualTo(event.body());
      assertThat(own.time()).isEqualTo(event.time());
      assertThat(own.received()).isEqualTo(NOW);
      assertThat(own.logSource()).isEqualTo(event.logSource());
      assertThat(new String(own.original().bytes(), UTF_8)).isEqualTo(own.body().toString());
      assertThat(own.original().isBody()).isTrue();
      assertThat(own.texts().isPresent()).isEqualTo(viewed);
      for (Speaker speaker : Speaker.values()) {
        assertThat(texts(own).of(speaker)).isEqualTo(EventTexts.of(own.body()).of(speaker));
      }
    }
  }

  @Test
  void messagesOfAnyProviderAreShaped() {
    Told told = Told.of(Category.LLM_INFERENCE, NOW);
    told.set("gen_ai.input.messages", json("[{'role':'user','content':'Good morning'}]"));
    told.set("gen_ai.system_instructions", json("'Be brief.'"));
    told.set("user.id", json("null"));
    told.set("session.id", json("{}").path("missing"));

    Event event = normalizer().own(told);

    assertThat(JsonMapper.shared().readTree(event.original().bytes()))
        .isEqualTo(
            json(
                """
                {'time':'2026-03-02T00:00:00Z',
                 'logsource':{'product':'ai','category':'llm_inference'},
                 'gen_ai.input.messages':
                   [{'role':'user','parts':[{'type':'text','content':'Good morning'}]}],
                 'gen_ai.system_instructions':[{'type':'text','content':'Be brief.'}],
                 'text.system':['Be brief.'],'text.user':['Good morning'],
                 'text.input_length':21,'text.output_length':0}\
                """));
    assertThat(texts(event).of(Speaker.USER)).containsExactly("Good morning");
  }

  @Test
  void whatIsNotAboutAiHasNoViews() {
    Told told = Told.of(new LogSource("api_activity", "platform", ""), NOW);
    told.body().put("user.id", "ada");

    Event event = normalizer().own(told);

    assertThat(JsonMapper.shared().readTree(event.original().bytes()))
        .isEqualTo(
            json(
                """
                {'time':'2026-03-02T00:00:00Z',
                 'logsource':{'product':'platform','category':'api_activity'},'user.id':'ada'}\
                """));
    assertThat(event.texts()).isEmpty();
  }

  @Test
  void halvesOfSurrogatePairsAreReplaced() {
    Told told = Told.of(Category.LLM_INFERENCE, NOW);
    told.body().put("gen_ai.input.messages", "half \ud83d of one");

    Event event = normalizer().own(told);

    assertThat(event.body().path("text.user").path(0).stringValue())
        .isEqualTo("half \ufffd of one");
    assertThat(texts(event).of(Speaker.USER)).containsExactly("half \ufffd of one");
    assertThat(new String(event.original().bytes(), UTF_8)).doesNotContain("uD83D");
  }

  @Test
  void aLongOneIsNotLost() {
    String text = "a long text ".repeat(Limits.DEFAULT.recordBytes() / 10);
    Told told = Told.of(Category.LLM_INFERENCE, NOW);
    told.body().put("gen_ai.input.messages", text);

    Event own = normalizer().own(told);

    assertThat(own.original().bytes().length).isGreaterThan(Limits.DEFAULT.recordBytes());
    assertThat(own.body().path("gen_ai.input.messages").toString()).contains(text);
  }

  private static EventTexts texts(Event event) {
    return event.texts().orElseGet(() -> EventTexts.of(event.body()));
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  private static JsonNormalizer normalizer() {
    return new JsonNormalizer(Limits.DEFAULT, InstantSource.fixed(NOW), new FixedIds());
  }
}
