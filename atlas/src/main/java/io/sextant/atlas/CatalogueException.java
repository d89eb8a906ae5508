package io.sextant.atlas;

/// The data that ships with this module is broken: a defect of the build, never of a user's input.
public final class CatalogueException extends RuntimeException {
  public CatalogueException(String message) {
    super(message);
  }
}
