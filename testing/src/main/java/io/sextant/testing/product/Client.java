package io.sextant.testing.product;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A signed-in browser without the browser: cookies, JSON, and the live stream.
public final class Client implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI base;
  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  /// Redeems a product's sign-in link.
  public Client(Product product) {
    base = product.pages();
    HttpResponse<String> response = send(HttpRequest.newBuilder(product.signInLink()).GET());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(
          "signing in answered " + response.statusCode() + ": " + response.body());
    }
  }

  /// Reads one JSON document of the API.
  public JsonNode get(String path) {
    HttpResponse<String> response = send(HttpRequest.newBuilder(base.resolve(path)).GET());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(
          path + " answered " + response.statusCode() + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }

  /// Follows the live stream on a thread of its own until the client is closed.
  ///
  /// @param handler gets each message's event name and data
  public void follow(BiConsumer<String, JsonNode> handler) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            HttpResponse<java.io.InputStream> response =
                http.send(
                    HttpRequest.newBuilder(base.resolve("/api/v1/live")).GET().build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader reader =
                new BufferedReader(
                    new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
              read(reader, handler);
            }
          } catch (IOException e) {
            // The stream ends when the client or the server is closed.
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static void read(BufferedReader reader, BiConsumer<String, JsonNode> handler)
      throws IOException {
    String event = "message";
    StringBuilder data = new StringBuilder();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith("event:")) {
        event = line.substring(6).strip();
      } else if (line.startsWith("data:")) {
        data.append(line.substring(5).strip());
      } else if (line.isEmpty() && !data.isEmpty()) {
        handler.accept(event, JSON.readTree(data.toString()));
        data.setLength(0);
        event = "message";
      }
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
