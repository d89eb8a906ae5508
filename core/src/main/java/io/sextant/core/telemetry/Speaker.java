package io.sextant.core.telemetry;

import java.util.Locale;

/// Whose words a text of an event is.
public enum Speaker {
  /// User turns of the input.
  USER,
  /// System and developer instructions.
  SYSTEM,
  /// What the model wrote in this event, its reasoning included.
  ASSISTANT,
  /// What the model wrote before, which came back in as input.
  HISTORY,
  /// Calls of tools that this event makes or is about.
  TOOL_CALL,
  /// Results of tools.
  TOOL_RESULT,
  /// Contents of retrieved documents.
  RETRIEVED,
  /// Descriptions of the tools offered, and of their parameters.
  TOOL_DESCRIPTION;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// As it stands in names of fields.
  public String label() {
    return label;
  }

  /// Whether nobody in the conversation typed it.
  public boolean isUntrusted() {
    return switch (this) {
      case TOOL_RESULT, RETRIEVED, TOOL_DESCRIPTION -> true;
      case USER, SYSTEM, ASSISTANT, HISTORY, TOOL_CALL -> false;
    };
  }
}
