package io.sextant.gateway.proxy;

import io.sextant.gateway.access.Quota;
import io.sextant.gateway.access.Quotas.Standing;
import io.sextant.gateway.config.LimitConfig;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;

/// Tells clients how their allowances stand (draft-ietf-httpapi-ratelimit-headers:
/// `RateLimit-Policy` has units (`q`) for each minute (`w`), `RateLimit` what is left (`r`)).
final class RateHeaders {
  private static final String POLICY = "RateLimit-Policy";
  private static final String STANDING = "RateLimit";
  private static final String MINUTE = ";w=60";

  private RateHeaders() {}

  /// The allowance that everybody has.
  static void requests(HttpFields.Mutable headers, LimitConfig limits, long remaining) {
    headers.put(POLICY, "\"default\";q=" + limits.requestsPerMinute() + MINUTE);
    headers.put(STANDING, "\"default\";r=" + remaining);
  }

  /// The quotas besides.
  static void quotas(HttpFields.Mutable headers, List<Standing> standing) {
    for (Standing each : standing) {
      Quota quota = each.quota();
      String name = "\"" + quota.id() + "\"";
      headers.add(POLICY, name + ";q=" + (long) Math.ceil(quota.perMinute()) + MINUTE);
      headers.add(STANDING, name + ";r=" + each.remaining());
    }
  }
}
