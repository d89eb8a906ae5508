package io.sextant.inspect;

import java.util.Locale;

/// What a text tries, or gives away, and the ATLAS technique that it shows.
public enum AttackKind {
  /// An instruction of the user that overrides the operator's.
  DIRECT_INJECTION("AML.T0051.000"),
  /// An instruction planted in data.
  INDIRECT_INJECTION("AML.T0051.001"),
  /// A technique against the safety rules of the model.
  JAILBREAK("AML.T0054"),
  /// Asks for the system prompt or hidden instructions.
  SYSTEM_PROMPT_EXTRACTION("AML.T0056"),
  /// Asks for secrets or for personal data of others.
  SENSITIVE_REQUEST("AML.T0057"),
  /// An answer that repeats the system prompt.
  SYSTEM_PROMPT_LEAK("AML.T0056"),
  /// An answer that repeats registered texts of others or of the training data.
  DATA_LEAK("AML.T0057"),
  /// An answer with content that acts, or carries data away, when it is shown.
  ACTIVE_CONTENT("AML.T0077");

  private final String technique;

  AttackKind(String technique) {
    this.technique = technique;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The ATLAS technique.
  public String technique() {
    return technique;
  }
}
