package io.sextant.inspect;

import java.util.Locale;

/// What an attacking text tries.
public enum AttackKind {
  /// An instruction of the user that overrides the operator's.
  DIRECT_INJECTION,
  /// An instruction planted in data.
  INDIRECT_INJECTION,
  /// A technique against the safety rules of the model.
  JAILBREAK,
  /// Asks for the system prompt or hidden instructions.
  SYSTEM_PROMPT_EXTRACTION,
  /// Asks for secrets or for personal data of others.
  SENSITIVE_REQUEST;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
