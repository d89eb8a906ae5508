package io.sextant.sigma;

/// What kind of log an event comes from or a rule is about; an empty part is one that is not
/// stated.
///
/// Parts are lower case. A rule's part that is not stated matches every event; so does an event's.
/// Sigma specification 2.1.0, section "Log source".
public record LogSource(String category, String product, String service) {
  /// States nothing.
  public static final LogSource ANY = new LogSource("", "", "");

  public LogSource {
    category = category.toLowerCase(java.util.Locale.ROOT);
    product = product.toLowerCase(java.util.Locale.ROOT);
    service = service.toLowerCase(java.util.Locale.ROOT);
  }

  /// Whether a rule with this log source is to be tried on an event of the other: no part stated by
  /// both differs.
  public boolean admits(LogSource event) {
    return part(category, event.category)
        && part(product, event.product)
        && part(service, event.service);
  }

  /// Whether the other states at least what this one states.
  public boolean encloses(LogSource other) {
    return (category.isEmpty() || category.equals(other.category))
        && (product.isEmpty() || product.equals(other.product))
        && (service.isEmpty() || service.equals(other.service));
  }

  private static boolean part(String rule, String event) {
    return rule.isEmpty() || event.isEmpty() || rule.equals(event);
  }
}
