package io.sextant.core.tool;

import java.time.Instant;
import java.util.Optional;

/// What an agent has read that decides what it may do with it.
///
/// @param session that the agent names; empty when it names none
/// @param sensitive when it last read something sensitive
/// @param suspicious when it last read something that reads like an attack
public record AgentMark(
    String principal, String session, Optional<Instant> sensitive, Optional<Instant> suspicious) {}
