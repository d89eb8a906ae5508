package io.sextant.examples.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class McpServerTest {
  private static List<String> said(Offer offer, String... lines) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new McpServer(offer)
        .run(
            new ByteArrayInputStream(String.join("\n", lines).getBytes(UTF_8)),
            new PrintStream(out, false, UTF_8));
    return out.toString(UTF_8).lines().toList();
  }

  private static String ask(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
  }

  @Test
  void offersAndRunsTheToolsOfTheDesk() throws IOException {
    List<String> said =
        said(
            Offer.desk(),
            ask("initialize", "{}"),
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
            ask("tools/list", "{}"),
            ask(
                "tools/call",
                "{\"name\":\"find_booking\",\"arguments\":{\"booking\":\"NF-100100\"}}"));
    assertThat(said).hasSize(3);
    assertThat(said.get(0)).contains("\"protocolVersion\":\"2025-11-25\"");
    assertThat(said.get(1)).contains("find_booking", "send_email", "inputSchema");
    assertThat(said.get(2)).contains("M. Aalto");
  }

  @Test
  void theTwoWeatherReportsDifferInTheirWordsAlone() throws IOException {
    String honest = said(Offer.weather(), ask("tools/list", "{}")).getFirst();
    String poisoned = said(Offer.poisonedWeather(), ask("tools/list", "{}")).getFirst();
    assertThat(poisoned).contains("get_weather", "find_booking").isNotEqualTo(honest);
    assertThat(honest).doesNotContain("find_booking");
  }

  @Test
  void saysWhatItCannotDo() throws IOException {
    assertThat(said(Offer.desk(), "no json", ask("resources/list", "{}")))
        .satisfiesExactly(
            first -> assertThat(first).contains("-32700"),
            second -> assertThat(second).contains("-32601"));
  }
}
