package io.sextant.gateway.approval;

/// Names one approval; cannot be guessed, for its holder may ask how it stands.
public record ApprovalId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
