package io.sextant.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.telemetry.FieldNames.Place;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FieldNamesTest {
  static Stream<Arguments> names() {
    return Stream.of(
        Arguments.of("gen_ai.request.model", new Place.Field("gen_ai.request.model")),
        Arguments.of("gen_ai.system", new Place.Field("gen_ai.provider.name")),
        Arguments.of("url.made_up", new Place.Field("url.made_up")),
        Arguments.of("trace_id", new Place.Field("trace_id")),
        Arguments.of("text.user", new Place.Raw()),
        Arguments.of("principal", new Place.Raw()),
        Arguments.of("made.up", new Place.Raw()),
        Arguments.of("ai.response.text", new Place.Held("gen_ai.completion")),
        Arguments.of("llm.tools.0.tool", new Place.Spread("llm.tools.", "0.tool")));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aNameHasItsPlace(String name, Place place) {
    assertThat(FieldNames.place(name)).isEqualTo(place);
  }
}
