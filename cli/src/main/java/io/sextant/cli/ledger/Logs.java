package io.sextant.cli.ledger;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.ExitCode;
import io.sextant.ledger.LedgerException;
import io.sextant.ledger.entry.BodyVault;
import io.sextant.ledger.log.DirectoryTiles;
import io.sextant.ledger.log.HttpTiles;
import io.sextant.ledger.log.Ledger;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.ledger.log.LedgerOptions;
import io.sextant.ledger.log.TileSource;
import io.sextant.ledger.note.SignedNote;
import io.sextant.ledger.note.VerifierKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Logs, keys and checkpoints as they are named on the command line.
public final class Logs {
  private Logs() {}

  /// A ledger's folder, its public folder alone, or an address.
  static TileSource source(String named) {
    if (named.startsWith("http://") || named.startsWith("https://")) {
      return new HttpTiles(URI.create(named));
    }
    Path path = Path.of(named);
    if (!Files.isDirectory(path)) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT, "there is no folder " + named, "Give a ledger's folder or address.");
    }
    LedgerFolder folder = new LedgerFolder(path);
    return Files.isDirectory(folder.publicFiles()) ? folder.tiles() : new DirectoryTiles(path);
  }

  /// Keys given as texts or as files with a key a line.
  static List<VerifierKey> keys(List<String> named) {
    List<VerifierKey> keys = new ArrayList<>();
    for (String name : named) {
      if (Files.isRegularFile(Path.of(name))) {
        for (String line :
            new String(bytes(name), java.nio.charset.StandardCharsets.UTF_8).lines().toList()) {
          keys.add(VerifierKey.parse(line));
        }
      } else {
        keys.add(VerifierKey.parse(name));
      }
    }
    return keys;
  }

  static List<SignedNote> checkpoints(List<String> files) {
    return files.stream().map(file -> SignedNote.parse(bytes(file))).toList();
  }

  static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException e) {
      throw io.sextant.cli.Console.unreadable(file, e);
    }
  }

  /// Opens a ledger to write in it.
  static Ledger open(Path path, BodyVault vault) {
    return Ledger.open(
        new LedgerFolder(path), LedgerOptions.defaults(), InstantSource.system(), vault);
  }

  static Ledger open(Path path) {
    return Ledger.open(new LedgerFolder(path), LedgerOptions.defaults(), InstantSource.system());
  }

  /// The failure to report for what a ledger could not do.
  public static CommandFailure failure(LedgerException cause) {
    ExitCode code =
        switch (cause.reason()) {
          case MALFORMED, MISSING, REFUSED, CORRUPT -> ExitCode.BAD_INPUT;
          case WITNESS -> ExitCode.FOUND;
          case IN_USE, DISK_FULL, INACCESSIBLE, CLOSED -> ExitCode.ENVIRONMENT;
        };
    return new CommandFailure(code, cause.getMessage() + " (" + cause.reason().code() + ")", "");
  }
}
