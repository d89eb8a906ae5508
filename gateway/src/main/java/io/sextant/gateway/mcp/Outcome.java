package io.sextant.gateway.mcp;

import tools.jackson.databind.node.ObjectNode;

/// What becomes of a message.
sealed interface Outcome {
  /// It goes on.
  ///
  /// @param json the message itself, unless `changed`
  record Pass(ObjectNode json, boolean changed) implements Outcome {}

  /// It goes no further, and who sent it gets this reply.
  record Back(ObjectNode reply) implements Outcome {}

  /// It goes no further.
  record Drop() implements Outcome {}
}
