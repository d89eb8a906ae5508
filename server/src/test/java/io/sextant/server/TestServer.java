package io.sextant.server;

import io.sextant.core.access.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server on free ports and a data folder, and requests to it.
final class TestServer implements AutoCloseable {
  static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Sextant sextant;
  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  private TestServer(Sextant sextant) {
    this.sextant = sextant;
  }

  static TestServer start(Path data) {
    return start(data, UnaryOperator.identity());
  }

  static TestServer start(Path data, UnaryOperator<SextantConfig> change) {
    SextantConfig config = SextantConfig.on(data).with(ListenConfig.FREE_PORTS).withVersion("test");
    return new TestServer(Sextant.start(change.apply(config)));
  }

  Sextant sextant() {
    return sextant;
  }

  /// A token of a role.
  String token(Role role) {
    return sextant.access().createToken("test " + role, role, Optional.empty()).secret().reveal();
  }

  HttpRequest.Builder api(String path) {
    return HttpRequest.newBuilder(sextant.pages().resolve(path)).timeout(PATIENCE);
  }

  HttpRequest.Builder api(String path, String token) {
    return api(path).header("Authorization", "Bearer " + token);
  }

  HttpRequest.Builder otlp(String path, String contentType, byte[] body) {
    return HttpRequest.newBuilder(sextant.otlpHttp().resolve(path))
        .timeout(PATIENCE)
        .header("Content-Type", contentType)
        .POST(BodyPublishers.ofByteArray(body));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, BodyHandlers.ofString());
  }

  <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request.build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The JSON of a path that must answer 200.
  JsonNode get(String path, String token) {
    HttpResponse<String> response = send(api(path, token).GET());
    if (response.statusCode() != 200) {
      throw new AssertionError(path + " answered " + response.statusCode() + response.body());
    }
    return JSON.readTree(response.body());
  }

  /// Redeems a sign-in link and returns the cookie to send.
  String signIn() {
    HttpResponse<String> response =
        send(HttpRequest.newBuilder(sextant.signInLink()).timeout(PATIENCE).GET());
    return response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  @Override
  public void close() {
    http.shutdownNow();
    sextant.close();
  }
}
