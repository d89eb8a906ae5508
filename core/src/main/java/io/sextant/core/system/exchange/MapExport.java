package io.sextant.core.system.exchange;

import io.sextant.core.system.MapWriter;
import io.sextant.core.system.SystemMap;
import java.util.List;
import java.util.Locale;

/// Writes maps in the formats of other tools, and says what they cannot hold. Equal maps give equal
/// text.
public final class MapExport {
  private MapExport() {}

  /// A format that maps are written in.
  public enum Target {
    SEXTANT,
    OTM,
    THREAT_DRAGON,
    CYCLONEDX;

    /// As the command line writes it.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public static Exported write(SystemMap map, Target target) {
    return switch (target) {
      case SEXTANT -> new Exported(MapWriter.write(map), List.of());
      case OTM -> OtmExport.write(map);
      case THREAT_DRAGON -> ThreatDragonExport.write(map);
      case CYCLONEDX -> CycloneDxExport.write(map);
    };
  }
}
