package io.sextant.core.coverage;

import io.sextant.atlas.TechniqueId;
import io.sextant.core.control.Assessment.Share;
import io.sextant.core.system.ComponentId;
import io.sextant.core.threat.Register;
import io.sextant.core.threat.ThreatKey;
import java.util.List;
import java.util.Optional;

/// A technique on a component: what threatens, what is done, what would see it.
///
/// @param entry of the register; empty when the technique is not known to apply
/// @param shares every control that acts on it here, whether it counts or not
public record Cell(
    TechniqueId technique,
    ComponentId component,
    State state,
    Optional<Register.Entry> entry,
    List<Share> shares,
    Watch watch) {
  public Cell {
    shares = List.copyOf(shares);
  }

  public ThreatKey key() {
    return new ThreatKey(technique, component);
  }

  public Grade grade() {
    return state.grade();
  }

  /// The risk that is left; nothing where the technique is not known to apply.
  public double residual() {
    return entry.map(each -> each.threat().rating().residual()).orElse(0.0);
  }

  /// Whether it applies and nobody decided to leave it.
  public boolean open() {
    return entry.filter(each -> !each.status().settled()).isPresent();
  }
}
