package io.sextant.server.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// A page that lists every operation of the API, made from the OpenAPI document. No scripts,
/// nothing from elsewhere.
final class ApiPage {
  private static final String DOCUMENT = "/io/sextant/openapi/openapi.yaml";
  private static final List<String> METHODS = List.of("get", "post", "patch", "delete");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final String STYLE =
      """
      :root{color-scheme:light dark;--edge:light-dark(#d8d5cb,#2a3350);--quiet:light-dark(#545c6e,#a3acc4)}
      body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;
      background:light-dark(#f5f3ee,#0b101d);color:light-dark(#141a2c,#e9ecf5)}
      a{color:light-dark(#0b4f9e,#8fc1ff)}code{font-family:ui-monospace,monospace;overflow-wrap:anywhere}
      h2{font-size:1rem;margin:1.2rem 0 0;padding-top:1.2rem;border-top:1px solid var(--edge)}
      .m{display:inline-block;min-width:4.5rem}.r{margin:.3rem 0 0 4.5rem}small{color:var(--quiet)}
      """;

  /// The OpenAPI document's bytes.
  static byte[] document() {
    try (InputStream in = ApiPage.class.getResourceAsStream(DOCUMENT)) {
      if (in == null) {
        throw new IllegalStateException("the product lacks its OpenAPI document");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String html() {
    Map<?, ?> document =
        map(
            new Load(LoadSettings.builder().build())
                .loadFromString(new String(document(), StandardCharsets.UTF_8)));
    StringBuilder html = new StringBuilder();
    html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .append("<link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">")
        .append("<title>Sextant API</title><style>")
        .append(STYLE)
        .append("</style></head><body><h1>Sextant API</h1>")
        .append(prose(text(map(document.get("info")).get("description"))))
        .append(
            "<p><a href=\"/\">The pages</a> · <a href=\"/openapi.yaml\">OpenAPI document</a></p>");
    map(document.get("paths"))
        .forEach((path, item) -> {
          for (String method : METHODS) {
            if (map(item).get(method) instanceof Map<?, ?> operation) {
              operation(html, method, text(path), operation, map(document.get("components")));
            }
          }
        });
    return html.append("</body></html>").toString();
  }

  private static void operation(
      StringBuilder html, String method, String path, Map<?, ?> operation, Map<?, ?> components) {
    html.append("<h2 id=\"")
        .append(escape(text(operation.get("operationId"))))
        .append("\"><span class=\"m\">")
        .append(method.toUpperCase(java.util.Locale.ROOT))
        .append("</span><code>")
        .append(escape(path))
        .append("</code></h2><p class=\"r\">")
        .append(escape(text(operation.get("summary"))))
        .append(" <small>Permission: ")
        .append(escape(text(operation.get("x-permission"))))
        .append("</small></p>");
    if (operation.get("parameters") instanceof List<?> parameters) {
      html.append("<ul class=\"r\">");
      for (Object parameter : parameters) {
        parameter(html, resolve(map(parameter), components));
      }
      html.append("</ul>");
    }
  }

  private static void parameter(StringBuilder html, Map<?, ?> parameter) {
    html.append("<li><code>")
        .append(escape(text(parameter.get("name"))))
        .append("</code> (")
        .append(escape(text(parameter.get("in"))))
        .append(") ")
        .append(escape(text(parameter.get("description"))))
        .append("</li>");
  }

  /// The document's Markdown: lines joined to one paragraph, words in back quotes as code.
  private static String prose(String markdown) {
    return "<p>" + CODE.matcher(escape(markdown)).replaceAll("<code>$1</code>") + "</p>";
  }

  private static Map<?, ?> resolve(Map<?, ?> parameter, Map<?, ?> components) {
    if (parameter.get("$ref") instanceof String reference) {
      return map(
          map(components.get("parameters"))
              .get(reference.substring(reference.lastIndexOf('/') + 1)));
    }
    return parameter;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
