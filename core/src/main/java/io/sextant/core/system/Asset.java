package io.sextant.core.system;

import java.util.Optional;

/// Something of worth that the system holds or handles: data, a prompt, a model.
public record Asset(
    AssetId id, String name, String description, Sensitivity sensitivity, Optional<String> owner) {}
