package io.sextant.gateway.approval;

import io.sextant.gateway.access.Secret;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Somebody to tell about approvals.
///
/// @param secret key of the signature
public record WebhookConfig(URI url, Shape shape, Secret secret) {
  /// What a message looks like.
  public enum Shape {
    /// Fields for programs.
    GENERIC,
    /// A message as Slack's incoming webhooks take it (`text`, `blocks`).
    SLACK;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Shape> of(String label) {
      return Arrays.stream(values()).filter(it -> it.label().equals(label)).findFirst();
    }
  }

  /// Whom to tell, and where that may be.
  ///
  /// @param page where people decide, for links; empty: none are written
  /// @param loopback whether a webhook may be on this machine
  public record All(List<WebhookConfig> webhooks, Optional<URI> page, boolean loopback) {
    /// Nobody.
    public static final All NONE = new All(List.of(), Optional.empty(), false);

    public All {
      webhooks = List.copyOf(webhooks);
    }
  }
}
