package io.sextant.gateway.access;

/// A credential; never printed.
public record Secret(String reveal) {
  @Override
  public String toString() {
    return "***";
  }
}
