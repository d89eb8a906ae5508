package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.suggest.KeptWeights;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// Which releases a command works on: those built in, and those imported into the data folder.
public final class LibraryOptions {
  private static final String RELEASES = "releases";
  private static final String OVERLAYS = "overlays";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The data folder; imported releases are in DIR/releases. Default: $SEXTANT_DATA, else"
              + " sextant in the user's data folder.")
  private Optional<Path> data = Optional.empty();

  Path releasesFolder(Console console) {
    return dataFolder(console).resolve(RELEASES);
  }

  /// What `sextant atlas suggest` learned from the imported releases.
  KeptWeights weights(Console console) {
    return new KeptWeights(releasesFolder(console).resolve("weights"));
  }

  Path attackFolder(Console console) {
    return dataFolder(console).resolve("attack");
  }

  Path overlaysFolder(Console console) {
    return dataFolder(console).resolve(OVERLAYS);
  }

  Path dataFolder(Console console) {
    return data.orElseGet(() -> defaultFolder(console));
  }

  AtlasLibrary library(Console console) {
    return AtlasLibrary.open(releasesFolder(console), overlaysFolder(console));
  }

  /// The release that `tag` names, else the newest.
  public ReleaseIndex release(Console console, Optional<String> tag) {
    AtlasLibrary library = library(console);
    try {
      return tag.isEmpty() ? library.current() : named(console, library, tag.get());
    } catch (UncheckedIOException e) {
      throw unusable(console, e);
    }
  }

  /// The failure to report when the folder of releases cannot be read at all.
  CommandFailure unusable(Console console, UncheckedIOException cause) {
    return new CommandFailure(
        ExitCode.ENVIRONMENT,
        "cannot read the releases in " + releasesFolder(console) + ": " + cause.getCause(),
        "Mend the folder, or name another with --data DIR.");
  }

  private static ReleaseIndex named(Console console, AtlasLibrary library, String tag) {
    Optional<ReleaseIndex> index = ReleaseId.parse(tag).flatMap(library::release);
    library
        .problems()
        .forEach(
            issue -> console.err().println("sextant: " + issue.file() + ": " + issue.message()));
    return index.orElseThrow(() -> missing(library, tag));
  }

  private static CommandFailure missing(AtlasLibrary library, String tag) {
    String known =
        library.releases().stream().map(ReleaseId::tag).collect(Collectors.joining(", "));
    return new CommandFailure(
        ExitCode.BAD_INPUT,
        "there is no release '" + tag + "' here (SX-ATLAS-023); at hand: " + known,
        "Get it with: sextant atlas import FILE|URL");
  }

  private static Path defaultFolder(Console console) {
    String named = console.environment().getOrDefault("SEXTANT_DATA", "");
    if (!named.isEmpty()) {
      return Path.of(named);
    }
    String shared = console.environment().getOrDefault("XDG_DATA_HOME", "");
    return shared.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".local", "share", "sextant")
        : Path.of(shared, "sextant");
  }
}
