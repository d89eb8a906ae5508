package io.sextant.atlas;

/// A source that an object cites; either half may be empty, never both.
public record Reference(String title, String url) {}
