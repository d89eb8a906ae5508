package io.sextant.server.pages;

import io.sextant.core.access.Permission;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Serves the built pages from the class path under `web/`, and `index.html` for every address that
/// the pages route by themselves. They hold nothing secret: data comes by the API alone.
public final class PageRoutes {
  private static final String ROOT = "/web/";
  private static final String INDEX = "index.html";
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_@-][A-Za-z0-9._@/-]{0,200}");

  /// Vite puts a hash of the content into these names.
  private static final String HASHED = "assets/";

  private static final String FOREVER = "public, max-age=31536000, immutable";
  private static final String ASK_AGAIN = "no-cache";
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html;charset=utf-8"),
          Map.entry("js", "text/javascript;charset=utf-8"),
          Map.entry("css", "text/css;charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain;charset=utf-8"),
          Map.entry("wasm", "application/wasm"),
          Map.entry("webmanifest", "application/manifest+json"));

  private static final String NOT_BUILT =
      """
      <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sextant</title></head>
      <body><h1>The pages were not built</h1>
      <p>The server runs, but this build was made without its pages (<code>-Dui.skip</code>, or no Node.js).</p>
      <p>Build them with <code>mvn -DskipTests package</code>, or use the API: <a href="/api">its description</a>,
      <a href="/openapi.yaml">OpenAPI document</a>, <a href="/health">health</a>.</p></body></html>
      """;

  private final Map<String, Optional<byte[]>> files = new ConcurrentHashMap<>();
  private final ApiPage apiPage = new ApiPage();

  /// To be added last: it answers every address that nothing else does.
  public void addTo(Routes routes) {
    routes
        .get("/openapi.yaml", Permission.PUBLIC, this::openapi)
        .get("/api", Permission.PUBLIC, exchange -> html(exchange, 200, apiPage.html()))
        .get("/", Permission.PUBLIC, this::index)
        .get("/<file>", Permission.PUBLIC, this::file);
  }

  private void openapi(Exchange exchange) {
    exchange.withoutQuery().answer(200, "application/yaml", ApiPage.document());
  }

  private void file(Exchange exchange) {
    String name = exchange.path("file");
    if (name.startsWith("api/") || name.startsWith("v1/")) {
      throw ProblemException.notFound("The API has nothing at this address. See /openapi.yaml.");
    }
    String extension = name.substring(name.lastIndexOf('.') + 1);
    String type = TYPES.get(extension);
    if (type == null || name.lastIndexOf('.') <= name.lastIndexOf('/')) {
      index(exchange);
      return;
    }
    byte[] content =
        read(name).orElseThrow(() -> ProblemException.notFound("There is no such file."));
    exchange.setHeader("Cache-Control", name.startsWith(HASHED) ? FOREVER : ASK_AGAIN);
    exchange.answer(200, type, content);
  }

  private void index(Exchange exchange) {
    exchange.setHeader("Cache-Control", ASK_AGAIN);
    Optional<byte[]> index = read(INDEX);
    if (index.isPresent()) {
      exchange.answer(200, "text/html;charset=utf-8", index.get());
    } else {
      html(exchange, 503, NOT_BUILT);
    }
  }

  private static void html(Exchange exchange, int status, String html) {
    exchange.answer(status, "text/html;charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  /// Only names of files that exist are remembered, so strangers cannot fill the memory.
  private Optional<byte[]> read(String name) {
    if (!FILE.matcher(name).matches() || name.contains("..")) {
      return Optional.empty();
    }
    Optional<byte[]> known = files.getOrDefault(name, Optional.empty());
    if (known.isPresent()) {
      return known;
    }
    try (InputStream in = PageRoutes.class.getResourceAsStream(ROOT + name)) {
      if (in == null) {
        return Optional.empty();
      }
      Optional<byte[]> content = Optional.of(in.readAllBytes());
      files.put(name, content);
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
