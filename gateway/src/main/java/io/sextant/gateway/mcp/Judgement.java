package io.sextant.gateway.mcp;

import io.sextant.core.policy.Ruling;
import io.sextant.gateway.content.Content;
import io.sextant.ledger.entry.Decision;

/// A ruling about a message, or about a tool that is offered.
///
/// @param decision as it took effect
/// @param content the texts that it is about
record Judgement(McpFacts.About about, Ruling ruling, Decision decision, Content content) {
  /// What to tell who is refused.
  String message() {
    return ruling
        .message()
        .orElse(
            "blocked by policy ("
                + ruling.grounds().getFirst().rule().id()
                + "); ask the owner of this gateway");
  }
}
