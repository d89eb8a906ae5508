package io.sextant.core.layer;

/// Names a saved layer.
public record LayerId(String value) {}
