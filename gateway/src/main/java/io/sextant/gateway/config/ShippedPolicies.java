package io.sextant.gateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.core.policy.Policy;
import io.sextant.core.policy.PolicyReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/// The policies that come with the gateway, by name.
public final class ShippedPolicies {
  /// Their names, from the mildest.
  public static final List<String> NAMES =
      List.of("observe", "balanced", "strict", "chat", "retrieval", "agent", "classifier", "data");

  /// The one that is used unless another is named.
  public static final String DEFAULT = "balanced";

  private ShippedPolicies() {}

  /// The policy for data that ships.
  static Policy data() {
    String text = text(IngestConfigReader.POLICY).orElseThrow();
    return PolicyReader.read(IngestConfigReader.POLICY, text).policy().orElseThrow();
  }

  /// The text of a policy that ships.
  public static Optional<String> text(String name) {
    if (!NAMES.contains(name)) {
      return Optional.empty();
    }
    try (InputStream in =
        ShippedPolicies.class.getResourceAsStream("/io/sextant/policies/" + name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("the policy " + name + " is missing from this build");
      }
      return Optional.of(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
