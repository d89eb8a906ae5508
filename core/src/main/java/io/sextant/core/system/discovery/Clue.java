package io.sextant.core.system.discovery;

/// Why something is proposed.
///
/// @param where a file, or the kind of telemetry
/// @param line in it, 0 for the whole
public record Clue(String where, int line, String says) {
  public String shown() {
    return where + (line > 0 ? ":" + line : "") + ": " + says;
  }
}
