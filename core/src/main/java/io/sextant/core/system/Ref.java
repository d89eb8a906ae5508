package io.sextant.core.system;

import io.sextant.core.document.Place;

/// The name of something as a file writes it, and where.
public record Ref(String name, Place place) {}
