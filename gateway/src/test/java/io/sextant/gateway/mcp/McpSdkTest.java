package io.sextant.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.sextant.gateway.config.McpServerConfig;
import io.sextant.gateway.config.McpServerConfig.Pins;
import io.sextant.gateway.config.McpServerConfig.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The MCP Java SDK as client and as server, the gateway between.
final class McpSdkTest {
  @Test
  void clientAndServerOfTheSdkNoticeNothingButWhatIsKeptBack() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    McpServerConfig server =
        new McpServerConfig(
            "sdk",
            new Place.Local(
                List.of(
                    java,
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    SdkServer.class.getName()),
                Map.of(),
                Optional.empty()),
            Pins.FIRST_SEEN,
            List.of(),
            List.of());
    try (Rig rig = new Rig("balanced", server);
        McpSyncClient client = client(rig)) {
      assertThat(client.initialize().serverInfo().name()).isEqualTo("sdk");
      assertThat(client.listTools().tools())
          .extracting(Tool::name)
          .containsExactlyInAnyOrder("greet", "ask_model", "inject");
      assertThat(call(client, "greet").content().toString()).contains("Hello Ann");
      assertThat(call(client, "ask_model").content().toString()).contains("It wrote", "sextant");
      CallToolResult kept = call(client, "inject");
      assertThat(kept.isError()).isTrue();
      assertThat(kept.content().toString()).contains("kept back").doesNotContain("evil");
      assertThat(rig.rules()).containsExactly("orders-from-tool");
    }
  }

  private static McpSyncClient client(Rig rig) {
    return McpClient.sync(
            HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + rig.gateway.port())
                .endpoint("/mcp/sdk")
                .addHttpRequestCustomizer(
                    (request, _, _, _, _) -> request.header("authorization", "Bearer bot-key"))
                .build())
        .requestTimeout(Duration.ofSeconds(20))
        .capabilities(ClientCapabilities.builder().sampling().build())
        .sampling(_ -> CreateMessageResult.builder(Role.ASSISTANT, "sextant", "model").build())
        .build();
  }

  private static CallToolResult call(McpSyncClient client, String tool) {
    return client.callTool(CallToolRequest.builder(tool).arguments(Map.of("name", "Ann")).build());
  }
}
