package io.sextant.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.document.Issue;
import io.sextant.gateway.config.GatewayConfigReader.Surroundings;
import io.sextant.gateway.config.McpServerConfig.Pins;
import io.sextant.gateway.config.McpServerConfig.Place;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class McpConfigReaderTest {
  private static GatewayConfigReader.Result read(String text) {
    return GatewayConfigReader.read(
        "g.yaml",
        text,
        new Surroundings(
            Map.of("KEY", "sk-from-environment"),
            _ -> Optional.empty(),
            name -> Optional.of(Path.of("/etc", name))));
  }

  @Test
  void readsServersAtAnAddressAndPrograms() {
    GatewayConfigReader.Result result =
        read(
            """
            mcp:
              origins: ["https://app.example"]
              servers:
                - id: notes
                  url: "https://notes.example/mcp"
                  key: "env:KEY"
                  pins: declared
                  sensitive-resources: ["file:///secret/*"]
                  tools:
                    - {name: [read_*, get_*], tier: read, sensitive: true}
                    - {name: send_mail, tier: external-sink, sha256: %s}
                    - {name: "*"}
                - id: shell
                  command: [python3, -m, shell]
                  folder: work
                  environment: {TOKEN: "env:KEY"}
            """
                .formatted("0a".repeat(32)));

    assertThat(result.issues()).isEmpty();
    McpConfig config = result.config().orElseThrow().mcp();
    assertThat(config.origins()).containsExactly("https://app.example");
    McpServerConfig notes = config.servers().getFirst();
    assertThat(notes.place())
        .isInstanceOfSatisfying(
            Place.Remote.class,
            it -> {
              assertThat(it.url()).isEqualTo(URI.create("https://notes.example/mcp"));
              assertThat(it.key().orElseThrow().reveal()).isEqualTo("sk-from-environment");
            });
    assertThat(notes.pins()).isEqualTo(Pins.DECLARED);
    assertThat(notes.tier("get_page")).isEqualTo(ToolTier.READ);
    assertThat(notes.declared("read_page").orElseThrow().sensitive()).isTrue();
    assertThat(notes.tier("send_mail")).isEqualTo(ToolTier.EXTERNAL_SINK);
    assertThat(notes.declared("send_mail").orElseThrow().sha256()).contains("0a".repeat(32));
    assertThat(notes.tier("other")).isEqualTo(ToolTier.UNKNOWN);
    assertThat(notes.sensitiveResource("file:///secret/a")).isTrue();
    assertThat(notes.sensitiveResource("file:///open/a")).isFalse();
    McpServerConfig shell = config.servers().get(1);
    assertThat(shell.pins()).isEqualTo(Pins.FIRST_SEEN);
    assertThat(shell.place())
        .isInstanceOfSatisfying(
            Place.Local.class,
            it -> {
              assertThat(it.command()).isEqualTo(List.of("python3", "-m", "shell"));
              assertThat(it.folder()).contains(Path.of("/etc/work"));
              assertThat(it.environment().get("TOKEN").reveal()).isEqualTo("sk-from-environment");
            });
    assertThat(config.toString()).doesNotContain("sk-from");
  }

  @Test
  void tellsEveryMistakeAtOnceAndWhere() {
    GatewayConfigReader.Result result =
        read(
            """
            mcp:
              servers:
                - {id: A, url: "http://127.0.0.1:1"}
                - {id: a, url: "http://127.0.0.1:1", command: [x]}
                - {id: b}
                - {id: b, url: "http://127.0.0.1:1"}
                - {id: c, url: "ftp://x"}
                - {id: d, url: "http://127.0.0.1:1", pins: never}
                - {id: e, url: "http://127.0.0.1:1", environment: {A: "env:KEY"}, folder: x}
                - {id: f, command: [x], key: "env:KEY", environment: {1A: "env:KEY"}}
                - {id: g, url: "http://127.0.0.1:1", tols: []}
                - id: h
                  url: "http://127.0.0.1:1"
                  tools: [{tier: read}, {name: x, tier: huge}, {name: y, sha256: ABC}]
            """);

    assertThat(result.config()).isEmpty();
    assertThat(result.issues().stream().map(it -> it.place().line()).distinct())
        .contains(3, 4, 5, 6, 7, 8, 9, 10, 11, 14);
    assertThat(result.issues())
        .extracting(Issue::code)
        .containsOnly("SX-GATEWAY-001", "SX-GATEWAY-002", "SX-GATEWAY-003");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mcp: {}", "mcp: {servers: []}", "mcp: 7", "mcp: {server: []}"})
  void aSectionThatSaysNothingIsAMistake(String text) {
    assertThat(read(text).config()).isEmpty();
    assertThat(read(text).issues()).isNotEmpty();
  }
}
