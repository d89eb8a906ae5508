package io.sextant.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/// The headers that tell a browser what a page of this server may do.
public final class SecurityHeaders {
  /// Scripts and connections from this server alone. Styles may stand in attributes: charts and the
  /// matrix place their parts that way.
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none';"
          + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private static final Map<String, String> ALWAYS = always();

  private SecurityHeaders() {}

  public static Map<String, String> values() {
    return ALWAYS;
  }

  private static Map<String, String> always() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    return Map.copyOf(headers);
  }
}
