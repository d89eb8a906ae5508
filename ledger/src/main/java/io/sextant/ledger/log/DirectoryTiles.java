package io.sextant.ledger.log;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The public files of a log in a folder. May be used by any thread.
public record DirectoryTiles(Path folder) implements TileSource {
  @Override
  public Optional<byte[]> read(String path, int limit) {
    Path file = folder.resolve(path);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new LedgerException(
            Reason.MALFORMED, file + " is longer than the " + limit + " bytes it may have");
      }
      return Optional.of(bytes);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new LedgerException(Reason.INACCESSIBLE, "cannot read " + file + ": " + e, e);
    }
  }
}
