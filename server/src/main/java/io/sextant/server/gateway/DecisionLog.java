package io.sextant.server.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.content.Review;
import io.sextant.gateway.record.LedgerDecisions;
import io.sextant.inspect.Channel;
import io.sextant.ledger.LedgerException;
import io.sextant.ledger.entry.BodyRecord;
import io.sextant.ledger.entry.DecisionEntry;
import io.sextant.ledger.log.EntryBundle;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.ledger.log.LogReader;
import io.sextant.ledger.merkle.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Decisions as the ledger holds them, newest first. Thread-safe.
final class DecisionLog {
  /// Entries that one request looks at, so that a filter which finds nothing ends.
  private static final int MOST_LOOKED_AT = 20_000;

  private static final int NAMES = 10_000;

  private final LedgerDecisions ledger;
  private final Detectors detectors;
  private final Cache<String, String> pseudonyms =
      Caffeine.newBuilder().maximumSize(NAMES).executor(Runnable::run).build();
  private final Cache<String, String> names =
      Caffeine.newBuilder().maximumSize(NAMES).executor(Runnable::run).build();

  /// A decision and its place.
  record Placed(long index, DecisionEntry entry) {}

  /// @param next where to go on; empty when there is nothing before
  record Page(List<Placed> items, Optional<Long> next) {}

  DecisionLog(LedgerDecisions ledger, Detectors detectors) {
    this.ledger = ledger;
    this.detectors = detectors;
  }

  LedgerDecisions ledger() {
    return ledger;
  }

  /// Remembers who stands behind a pseudonym. Whom nobody named since the start stays one.
  void met(String principal) {
    String pseudonym = pseudonyms.get(principal, ledger::pseudonym);
    if (names.getIfPresent(pseudonym) == null) {
      names.put(pseudonym, principal);
    }
  }

  Optional<String> name(String pseudonym) {
    return Optional.ofNullable(names.getIfPresent(pseudonym));
  }

  /// Decisions before a place that pass a filter, newest first.
  Page page(Optional<Long> before, int limit, Predicate<DecisionEntry> wanted) {
    LogReader reader = ledger.reader();
    long size = reader.checkpoint().size();
    long least = LedgerFolder.minimumIndex(ledger.folder().tiles());
    long at = Math.min(before.orElse(size), size);
    long end = Math.max(least, at - MOST_LOOKED_AT);
    List<Placed> items = new ArrayList<>();
    while (at > end && items.size() < limit) {
      long bundleIndex = (at - 1) / Tile.WIDTH;
      EntryBundle bundle = reader.bundle(Tile.in(size, Tile.ENTRIES, bundleIndex));
      long first = Math.max(end, bundleIndex * Tile.WIDTH);
      while (at > first && items.size() < limit) {
        at--;
        long index = at;
        decision(bundle.entry((int) (index % Tile.WIDTH)))
            .filter(wanted)
            .ifPresent(entry -> items.add(new Placed(index, entry)));
      }
    }
    return new Page(items, at > least ? Optional.of(at) : Optional.empty());
  }

  /// The decision at a place; empty when there is none, or another kind of entry.
  Optional<Placed> find(long index) {
    LogReader reader = ledger.reader();
    long least = LedgerFolder.minimumIndex(ledger.folder().tiles());
    return index >= least && index < reader.checkpoint().size()
        ? decision(reader.entry(index)).map(entry -> new Placed(index, entry))
        : Optional.empty();
  }

  private static Optional<DecisionEntry> decision(byte[] bytes) {
    try {
      return Optional.of(DecisionEntry.parse(bytes));
    } catch (LedgerException _) {
      return Optional.empty();
    }
  }

  /// What became of a body, and what stands in it.
  ///
  /// @param state `kept`, `erased` or `unreadable`
  record Seen(BodyRecord record, String state, List<Review.Passage> passages) {}

  Seen look(BodyRecord record) {
    try {
      return ledger
          .body(record)
          .map(body -> new Seen(record, "kept", Review.of(channel(record.kind()), body, detectors)))
          .orElseGet(() -> new Seen(record, "erased", List.of()));
    } catch (LedgerException _) {
      return new Seen(record, "unreadable", List.of());
    }
  }

  /// By whose hand a body is; what it is called says at which stage it was decided about.
  private static Channel channel(String kind) {
    return switch (kind) {
      case "request" -> Channel.USER;
      case "offer", "result" -> Channel.TOOL;
      case "ingest" -> Channel.DOCUMENT;
      default -> Channel.OUTPUT;
    };
  }
}
