package io.sextant.core.tool;

/// What outlives a restart of what is known of agents and their tools.
public record AgentMemory(ToolPins pins, AgentMarks marks) {
  /// Keeps nothing.
  public static final AgentMemory FORGETFUL =
      new AgentMemory(ToolPins.FORGETFUL, AgentMarks.FORGETFUL);
}
