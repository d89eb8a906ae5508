package io.sextant.ledger.http;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.log.EntryBundle;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.ledger.log.LogFiles;
import io.sextant.ledger.log.TileSource;
import io.sextant.ledger.merkle.Tile;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Serves the public files of a log, read only (C2SP tlog-tiles). Anything that is not the path of
/// such a file is refused before it touches the disk.
public final class TileSite implements Site {
  private static final Set<String> MUTABLE =
      Set.of(LogFiles.CHECKPOINT, LogFiles.KEYS, LogFiles.HISTORY, LogFiles.MINIMUM_INDEX);

  private static final Pattern TILE =
      Pattern.compile(
          "tile/(entries|[0-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/){0,6})([0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  private static final String FOR_A_WHILE = "no-cache";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final int MAX_BYTES = 1 << 30;

  private final TileSource source;

  public TileSite(TileSource source) {
    this.source = source;
  }

  @Override
  public Answer answer(String method, String path, byte[] body) {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Answer.text(Answer.NOT_ALLOWED, "this log is read with GET\n");
    }
    if (MUTABLE.contains(path)) {
      return file(path, "text/plain; charset=utf-8", FOR_A_WHILE, MAX_BYTES);
    }
    Optional<Tile> tile = tile(path);
    if (tile.isEmpty()) {
      return Answer.text(Answer.NOT_FOUND, "this is no path of a log\n");
    }
    if (tile.get().full() && tile.get().endIndex() <= LedgerFolder.minimumIndex(source)) {
      return Answer.text(Answer.GONE, "these entries were pruned\n");
    }
    return file(path, "application/octet-stream", FOR_EVER, EntryBundle.MAX_BYTES);
  }

  private static Optional<Tile> tile(String path) {
    Matcher matcher = TILE.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int level =
        matcher.group(1).equals("entries") ? Tile.ENTRIES : Integer.parseInt(matcher.group(1));
    String digits = matcher.group(2).replaceAll("[x/]", "") + matcher.group(3);
    if (digits.length() > 18) {
      return Optional.empty();
    }
    int width = matcher.group(4) == null ? Tile.WIDTH : Integer.parseInt(matcher.group(4));
    if (width > Tile.WIDTH || (width == Tile.WIDTH && matcher.group(4) != null)) {
      return Optional.empty();
    }
    Tile tile = new Tile(level, Long.parseLong(digits), width);
    return tile.path().equals(path) ? Optional.of(tile) : Optional.empty();
  }

  private Answer file(String path, String type, String cache, int limit) {
    try {
      return source
          .read(path, limit)
          .map(bytes -> new Answer(Answer.OK, type, cache, bytes))
          .orElseGet(() ->
              Answer.text(Answer.NOT_FOUND, String.format(Locale.ROOT, "there is no %s%n", path)));
    } catch (LedgerException e) {
      return Answer.text(Answer.FAILED, "the log cannot be read now\n");
    }
  }
}
