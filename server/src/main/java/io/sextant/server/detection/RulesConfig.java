package io.sextant.server.detection;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Where rules come from besides those that ship.
///
/// @param folders looked through with their subfolders; one that does not exist is empty
/// @param look how often they are looked at for changes
public record RulesConfig(List<Path> folders, Duration look) {
  /// Soon enough for a person who saves a file and watches the page.
  public static final Duration LOOK = Duration.ofSeconds(2);

  public RulesConfig {
    folders = List.copyOf(folders);
  }
}
