package io.sextant.core.telemetry;

/// The id of one stored event, a UUID version 7.
public record EventId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
