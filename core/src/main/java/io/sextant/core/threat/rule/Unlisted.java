package io.sextant.core.threat.rule;

import io.sextant.atlas.TechniqueId;
import java.util.Locale;

/// A technique that is no threat of the register, and why.
public record Unlisted(TechniqueId technique, Role role, String reason) {
  /// What it is instead.
  public enum Role {
    /// What an adversary does beforehand, away from the system.
    PREPARATION,
    /// What comes of other techniques: the register's impact.
    EFFECT,
    /// A family whose members are looked for one by one.
    FAMILY;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
