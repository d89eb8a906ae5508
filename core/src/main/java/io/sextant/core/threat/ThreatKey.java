package io.sextant.core.threat;

import io.sextant.atlas.TechniqueId;
import io.sextant.core.system.ComponentId;
import java.util.Optional;

/// Names a threat of one map for good: a technique on a component.
public record ThreatKey(TechniqueId technique, ComponentId component)
    implements Comparable<ThreatKey> {
  /// Reads `AML.T0051.001@desk`; empty when it is none.
  public static Optional<ThreatKey> parse(String text) {
    int at = text.indexOf('@');
    if (at < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ThreatKey(
              new TechniqueId(text.substring(0, at)), new ComponentId(text.substring(at + 1))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(ThreatKey other) {
    int byComponent = component.value().compareTo(other.component.value());
    return byComponent != 0 ? byComponent : technique.compareTo(other.technique);
  }

  @Override
  public String toString() {
    return technique + "@" + component;
  }
}
