package io.sextant.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sextant.testing.product.Client;
import io.sextant.testing.product.Product;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The gateway end to end: the providers' own clients talk through it unchanged, what it decides is
/// in the ledger and on the matrix.
class GatewayIT {
  private static final Pattern GATEWAY = Pattern.compile("gateway +(http://\\S+)");

  @TempDir Path folder;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void theProvidersClientsTalkThroughItUnchanged() throws Exception {
    Path clients = installedClients();
    Path data = folder.resolve("data");
    try (ModelServer model = new ModelServer();
        Product product =
            Product.start(data, "--upstream", model.url().toString(), "--gateway-port", "0")) {
      Matcher gateway = GATEWAY.matcher(product.output());
      assertThat(gateway.find()).as(product.output()).isTrue();

      Map<String, JsonNode> calls = talk(clients, gateway.group(1));

      for (String name :
          List.of("openai whole", "openai stream", "anthropic whole", "anthropic stream")) {
        assertThat(calls.get(name).path("said").asString(""))
            .as(calls.get(name).toString())
            .startsWith("It is [")
            .endsWith("] as far as I know.")
            .doesNotContain("ghp_", "E7710");
      }
      for (String name : List.of("openai blocked", "anthropic blocked")) {
        assertThat(calls.get(name).path("error").asString("")).isEqualTo("PermissionDeniedError");
        assertThat(calls.get(name).path("status").asInt()).isEqualTo(403);
      }
      assertThat(calls.get("openai embedding").path("said").asInt()).isEqualTo(2);
      assertThat(calls.get("openai models").path("said").asInt()).isEqualTo(1);

      try (Client client = new Client(product)) {
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() ->
                assertThat(client.get("/api/v1/findings").toString())
                    .contains("AML.T0051", "AML.T0057"));
      }
      assertThat(product.stop()).isIn(0, 143);
    }
    String verified = output(Product.launch(List.of("ledger", "verify", data + "/ledger")));
    assertThat(verified).contains("honest");
  }

  private Path installedClients() throws IOException {
    Path clients = folder.resolve("clients");
    Files.createDirectories(clients);
    Path source = Product.distribution().resolve("../../../testing/src/test/clients").normalize();
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, clients.resolve(file.getFileName()));
      }
    }
    Process npm =
        new ProcessBuilder("npm", "ci", "--prefer-offline", "--no-progress")
            .directory(clients.toFile())
            .redirectErrorStream(true)
            .start();
    String said = output(npm);
    assertThat(npm.exitValue()).as(said).isZero();
    return clients;
  }

  private static Map<String, JsonNode> talk(Path clients, String gateway) throws IOException {
    Process node =
        new ProcessBuilder("node", clients.resolve("talk.mjs").toString(), gateway)
            .redirectErrorStream(true)
            .start();
    Map<String, JsonNode> calls = new HashMap<>();
    for (String line : output(node).lines().filter(it -> it.startsWith("{")).toList()) {
      JsonNode call = JsonMapper.shared().readTree(line);
      calls.put(call.path("name").asString(""), call);
    }
    assertThat(calls).hasSize(8);
    return calls;
  }

  private static String output(Process process) throws IOException {
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return said;
  }
}
