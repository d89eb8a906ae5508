package io.sextant.core.detection;

/// The id of a finding, a UUID version 7.
public record FindingId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
