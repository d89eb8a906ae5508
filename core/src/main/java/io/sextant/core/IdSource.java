package io.sextant.core;

/// Draws new ids: UUID version 7 texts (RFC 9562), which sort by the time they were drawn.
@FunctionalInterface
public interface IdSource {
  String next();
}
