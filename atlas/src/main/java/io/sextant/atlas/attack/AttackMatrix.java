package io.sextant.atlas.attack;

import java.util.List;
import java.util.Optional;

/// What a matrix of ATT&CK shows: tactics in its order, and techniques that are neither revoked nor
/// deprecated.
///
/// @param domain `enterprise-attack`, `mobile-attack` or `ics-attack`
/// @param version of ATT&CK, as the bundle says; empty when it does not
public record AttackMatrix(
    String domain, String version, String name, List<Tactic> tactics, List<Technique> techniques) {
  public AttackMatrix {
    tactics = List.copyOf(tactics);
    techniques = List.copyOf(techniques);
  }

  /// @param id `TA0001`
  /// @param phase the short name in kill chains, `initial-access`
  public record Tactic(String id, String name, String phase) {}

  /// @param id `T1566` or `T1566.001`
  /// @param summary the first sentence of MITRE's text, plain
  /// @param tactics ids, in the matrix's order
  public record Technique(
      String id,
      String name,
      String summary,
      Optional<String> parent,
      List<String> tactics,
      List<String> platforms) {
    public Technique {
      tactics = List.copyOf(tactics);
      platforms = List.copyOf(platforms);
    }
  }
}
