package io.sextant.gateway.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.inspect.Channel;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class TextsTest {
  private static JsonNode json(String text) throws Json.Malformed {
    return Json.object(text.getBytes(UTF_8));
  }

  @Test
  void findsTextsWhereverTheyStandAndTellsWhoWroteThem() throws Json.Malformed {
    JsonNode body =
        json(
            """
            {"model":"m","system":"S","messages":[
              {"role":"system","content":"s1"},{"role":"developer","content":"s2"},
              {"role":"user","content":[{"type":"text","text":"u1"},{"type":"new_kind","hidden":{"deep":["u2"]}}],"name":"u3"},
              {"role":"assistant","content":"a1","tool_calls":[{"id":"i","function":{"name":"f","arguments":"{\\"q\\":\\"a2\\"}"}}]},
              {"role":"tool","content":"t1"},
              {"role":"user","content":[{"type":"tool_result","content":"t2"},{"type":"document","title":"d1"}]},
              {"role":"stranger","content":"u4"}],
             "tools":[{"type":"function","function":{"name":"g","description":"t3"}}],
             "unknown_field":"u5"}
            """);

    Map<String, Channel> channels =
        Texts.find(body, Channel.USER).parts().stream()
            .filter(part -> part.text().matches("[A-Za-z][0-9]|S"))
            .collect(Collectors.toMap(Part::text, Part::channel));

    assertThat(channels)
        .containsAllEntriesOf(
            Map.of(
                "S",
                Channel.SYSTEM,
                "s1",
                Channel.SYSTEM,
                "s2",
                Channel.SYSTEM,
                "u1",
                Channel.USER,
                "u2",
                Channel.USER,
                "u3",
                Channel.USER,
                "a1",
                Channel.OUTPUT,
                "a2",
                Channel.OUTPUT))
        .containsAllEntriesOf(
            Map.of(
                "t1",
                Channel.TOOL,
                "t2",
                Channel.TOOL,
                "d1",
                Channel.DOCUMENT,
                "u4",
                Channel.USER,
                "t3",
                Channel.TOOL,
                "u5",
                Channel.USER));
  }

  @Test
  void replacesTextsInsideJsonInsideTextsAndInFiles() throws Json.Malformed {
    String file = Base64.getEncoder().encodeToString("old".getBytes(UTF_8));
    JsonNode body =
        json(
            "{\"a\":\"old\",\"b\":\"{\\\"c\\\":[\\\"old\\\"]}\",\"u\":\"data:text/plain;base64,"
                + file
                + "\",\"s\":{\"type\":\"base64\",\"media_type\":\"text/plain\",\"data\":\""
                + file
                + "\"},\"i\":\"data:image/png;base64,AAAA\"}");

    JsonNode replaced =
        Texts.replace(
            body,
            Channel.USER,
            part -> part.text().equals("old") ? Optional.of("new") : Optional.empty());

    String text = new String(Json.bytes(replaced), UTF_8);
    String changed = Base64.getEncoder().encodeToString("new".getBytes(UTF_8));
    assertThat(text).contains("\"a\":\"new\"", "[\\\"new\\\"]", changed).doesNotContain(file);
    assertThat(Texts.find(body, Channel.USER).opaque()).isEqualTo(1);
    assertThat(Texts.replace(body, Channel.USER, _ -> Optional.empty())).isSameAs(body);
  }

  @Test
  void refusesWhatCouldBeReadInTwoWays() {
    for (String text :
        List.of(
            "",
            "[]",
            "{\"a\":1,\"a\":2}",
            "{\"a\":1,\"\\u0061\":2}",
            "{\"a\":\"\\ud800\"}",
            "{\"a\":1} {\"b\":2}",
            "{\"a\":1}x",
            "{'a':1}",
            "{\"a\":NaN}",
            "{\"a\":1,}",
            "// x\n{}",
            "{\"" + "k".repeat(300) + "\":1}",
            "{\"a\":".repeat(100) + "1" + "}".repeat(100))) {
      assertThatThrownBy(() -> Json.object(text.getBytes(UTF_8)))
          .as(text)
          .isInstanceOf(Json.Malformed.class);
    }
    assertThatThrownBy(() -> Json.object(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
        .isInstanceOf(Json.Malformed.class);
  }
}
