package io.sextant.gateway.mcp;

import io.sextant.core.policy.Policy;
import io.sextant.core.tool.AgentMemory;
import io.sextant.gateway.approval.Approvals;
import io.sextant.gateway.config.LimitConfig;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.record.Decisions;
import io.sextant.gateway.record.Events;
import io.sextant.ledger.entry.Decision;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What every exchange with an MCP server needs; shared by all.
///
/// @param policy the one in force now
/// @param figures hears of each decision as it took effect
public record McpServices(
    Supplier<Policy> policy,
    Detectors detectors,
    Approvals approvals,
    AgentMemory agents,
    Decisions decisions,
    Events events,
    LimitConfig limits,
    InstantSource clock,
    Consumer<Decision> figures) {}
