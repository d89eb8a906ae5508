package io.sextant.core.system.discovery;

import java.util.Locale;
import java.util.Optional;

/// A file of a source tree.
///
/// @param path from the root of the tree, with `/`
/// @param text empty when it is no text or need not be read
public record SourceEntry(String path, Optional<String> text) {
  /// The largest file whose text is looked at.
  public static final int MAX_BYTES = 4 << 20;

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  String lowerName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether discovery wants the text of a file of this path.
  public static boolean wanted(String path) {
    SourceEntry entry = new SourceEntry(path, Optional.empty());
    return Dependencies.isManifest(entry) || McpServers.isConfiguration(entry);
  }
}
