package io.sextant.core.system.exchange;

import io.sextant.core.system.SystemMap;

/// A file read: the map of what was good, and the report.
public record Imported(SystemMap map, ImportReport report) {}
