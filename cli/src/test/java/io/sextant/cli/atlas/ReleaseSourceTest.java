package io.sextant.cli.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sextant.cli.CapturedConsole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Imports from a web server on this machine.
class ReleaseSourceTest {
  @TempDir private Path data;

  private final CapturedConsole console = new CapturedConsole();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/dist/ATLAS-2030.10.yaml",
        exchange -> answer(exchange, "text/plain", AtlasCommandTest.SMALL));
    server.createContext(
        "/page", exchange -> answer(exchange, "text/html; charset=utf-8", "<html>"));
    server.createContext(
        "/moved/ATLAS-2031.01.yaml", exchange -> redirect(exchange, "/dist/ATLAS-2030.10.yaml"));
    server.createContext("/round", exchange -> redirect(exchange, "/round"));
    server.createContext("/sneaky", exchange -> redirect(exchange, "file:///etc/hostname"));
    server.createContext("/huge", ReleaseSourceTest::huge);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void importsFromTheWeb() {
    assertThat(importFrom("/dist/ATLAS-2030.10.yaml")).isZero();
    assertThat(data.resolve("releases/ATLAS-2030.10.yaml")).hasContent(AtlasCommandTest.SMALL);
  }

  @Test
  void followsARedirectAndKeepsTheNameThatWasAsked() {
    assertThat(importFrom("/moved/ATLAS-2031.01.yaml")).isZero();
    assertThat(data.resolve("releases/ATLAS-2031.01.yaml")).exists();
  }

  @Test
  void stopsAtEndlessRedirects() {
    assertThat(importFrom("/round")).isEqualTo(4);
    assertThat(console.err()).contains("SX-ATLAS-021", "redirects");
  }

  @Test
  void followsNoRedirectToAFile() {
    assertThat(importFrom("/sneaky")).isEqualTo(4);
    assertThat(console.err()).contains("not followed");
  }

  @Test
  void refusesAWebPage() {
    assertThat(importFrom("/page")).isEqualTo(3);
    assertThat(console.err()).contains("is a web page", "raw");
  }

  @Test
  void refusesEndlessContent() {
    assertThat(importFrom("/huge")).isEqualTo(3);
    assertThat(console.err()).contains("SX-ATLAS-003");
  }

  @Test
  void reportsTheAnswerOfTheServer() {
    assertThat(importFrom("/nothing")).isEqualTo(4);
    assertThat(console.err()).contains("answers 404");
  }

  @Test
  void reportsThatNobodyAnswers() {
    int port = server.getAddress().getPort();
    server.stop(0);
    assertThat(
            console.run(
                "atlas", "import", "http://127.0.0.1:" + port + "/x", "--data", data.toString()))
        .isEqualTo(4);
  }

  private int importFrom(String path) {
    return console.run(
        "atlas",
        "import",
        "http://127.0.0.1:" + server.getAddress().getPort() + path,
        "--data",
        data.toString());
  }

  private static void answer(HttpExchange exchange, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    boolean known = exchange.getRequestURI().getPath().equals(exchange.getHttpContext().getPath());
    exchange.sendResponseHeaders(known ? 200 : 404, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().add("Location", to);
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private static void huge(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] block = new byte[1 << 16];
    try (var body = exchange.getResponseBody()) {
      for (int i = 0; i < ReleaseSource.MAX_BYTES / block.length + 10; i++) {
        body.write(block);
      }
    } catch (IOException _) {
      exchange.close(); // the client has enough
    }
  }
}
