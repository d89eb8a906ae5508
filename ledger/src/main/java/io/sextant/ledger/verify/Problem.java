package io.sextant.ledger.verify;

import java.util.OptionalLong;

/// Something that an honest log would not show.
///
/// @param firstEntry the first bad entry, or the first of the range in which it stands; empty when
///   no entry is bad
/// @param lastEntry the last of that range
public record Problem(Kind kind, OptionalLong firstEntry, OptionalLong lastEntry, String message) {
  /// What is wrong; the codes stand in `docs/errors.md`.
  public enum Kind {
    /// The checkpoint is missing or not well-formed.
    CHECKPOINT("SX-LEDGER-101"),
    /// No trusted key signed the checkpoint.
    SIGNATURE("SX-LEDGER-102"),
    /// An entry is not the one whose hash the tree holds: edited, replaced or moved.
    ENTRY("SX-LEDGER-103"),
    /// Entries or hashes that the checkpoint promises are not there.
    TRUNCATED("SX-LEDGER-104"),
    /// A hash of the tree is not the hash of what stands below it.
    TREE("SX-LEDGER-105"),
    /// The entries lead to another root than the one that was signed.
    ROOT("SX-LEDGER-106"),
    /// A newer checkpoint was published or seen before.
    REPLAYED("SX-LEDGER-107"),
    /// A checkpoint that was published or seen before names another tree.
    FORKED("SX-LEDGER-108"),
    /// A witness that is asked for did not cosign.
    WITNESS("SX-LEDGER-109"),
    /// Entries are withheld and no entry of the log says that they were pruned.
    PRUNED("SX-LEDGER-110");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  static Problem of(Kind kind, String message) {
    return new Problem(kind, OptionalLong.empty(), OptionalLong.empty(), message);
  }

  static Problem at(Kind kind, long entry, String message) {
    return within(kind, entry, entry, message);
  }

  static Problem within(Kind kind, long first, long last, String message) {
    return new Problem(kind, OptionalLong.of(first), OptionalLong.of(last), message);
  }
}
