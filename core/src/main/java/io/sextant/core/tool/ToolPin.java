package io.sextant.core.tool;

import java.time.Instant;

/// The definition of a tool that is taken for the right one.
///
/// @param server id of the server that offers it
/// @param sha256 of the definition in canonical form, in hexadecimal
/// @param definition the definition itself, to compare; empty when it is longer than [#MOST]
/// @param approved whether a person looked at this definition and agreed
/// @param since when it was pinned
public record ToolPin(
    String server, String name, String sha256, String definition, boolean approved, Instant since) {
  /// Characters of a definition that are kept.
  public static final int MOST = 64 << 10;

  public ToolPin {
    definition = definition.length() > MOST ? "" : definition;
  }
}
