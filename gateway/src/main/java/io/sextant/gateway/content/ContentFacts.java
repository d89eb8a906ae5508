package io.sextant.gateway.content;

import io.sextant.core.policy.Fact;
import java.util.Optional;

/// The facts that looking into texts gives.
public final class ContentFacts {
  private ContentFacts() {}

  /// The value of a fact; empty when it is not about content.
  public static Optional<Object> of(Fact fact, Content content) {
    return switch (fact) {
      case CONTENT_ATTACK_SCORE -> Optional.of(content.score(false));
      case CONTENT_ATTACK_KIND -> Optional.of(content.kind());
      case CONTENT_ATTACK_CHANNEL -> Optional.of(content.channel());
      case CONTENT_SYSTEM_SCORE -> Optional.of(content.score(true));
      case CONTENT_PERSONAL -> Optional.of(content.personal());
      case CONTENT_SECRETS -> Optional.of(content.secrets());
      case CONTENT_LINKS -> Optional.of(content.links());
      default -> Optional.empty();
    };
  }
}
