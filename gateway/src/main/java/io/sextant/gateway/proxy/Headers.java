package io.sextant.gateway.proxy;

import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/// Which headers pass. Those that are not known here stay behind: no credential of the gateway, no
/// word about how a connection is used, and nothing that a server might believe crosses it.
final class Headers {
  private static final Set<String> TO_SERVER =
      Set.of(
          "accept",
          "anthropic-beta",
          "anthropic-version",
          "content-type",
          "idempotency-key",
          "openai-beta",
          "openai-organization",
          "openai-project",
          "traceparent",
          "tracestate",
          "user-agent");
  private static final Set<String> TO_CLIENT =
      Set.of(
          "content-type",
          "retry-after",
          "request-id",
          "x-request-id",
          "openai-model",
          "openai-organization",
          "openai-processing-ms",
          "openai-version",
          "cache-control");
  private static final String OPENAI_LIMITS = "x-ratelimit-";
  private static final String ANTHROPIC_LIMITS = "anthropic-ratelimit-";
  private static final String STAINLESS = "x-stainless-";

  private Headers() {}

  /// Whether what these stand before is a stream of events.
  static boolean isStream(HttpFields fields) {
    String type = fields.get(HttpHeader.CONTENT_TYPE);
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
  }

  static HttpFields.Mutable toServer(HttpFields from) {
    HttpFields.Mutable to = HttpFields.build();
    for (HttpField field : from) {
      String name = field.getName().toLowerCase(Locale.ROOT);
      if (TO_SERVER.contains(name) || name.startsWith(STAINLESS)) {
        to.add(field);
      }
    }
    return to;
  }

  static void toClient(HttpFields from, HttpFields.Mutable to) {
    for (HttpField field : from) {
      String name = field.getName().toLowerCase(Locale.ROOT);
      if (TO_CLIENT.contains(name)
          || name.startsWith(OPENAI_LIMITS)
          || name.startsWith(ANTHROPIC_LIMITS)) {
        to.add(field);
      }
    }
  }
}
