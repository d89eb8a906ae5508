package io.sextant.core.awareness;

/// Names the record of an exercise.
public record RunId(String value) {}
