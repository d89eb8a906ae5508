package io.sextant.ledger.log;

/// The names of a log's public files that are no tiles.
public final class LogFiles {
  /// The newest signed tree head.
  public static final String CHECKPOINT = "checkpoint";

  /// The public keys that sign checkpoints now, one a line.
  public static final String KEYS = "log.vkeys";

  /// Every checkpoint that was published, one a line, in base64.
  public static final String HISTORY = "history";

  /// The first entry that is still served; absent when that is 0.
  public static final String MINIMUM_INDEX = "minimum-index";

  private LogFiles() {}
}
