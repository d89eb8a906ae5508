package io.sextant.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.ledger.SampleLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The journal keeps what does not stand in durable tiles, and no more for long.
class ShorteningTest {
  /// Of some twenty bytes each: eleven segments, and five times the tiles that are made durable at
  /// a time.
  private static final int ENTRIES = 20_000;

  private static final LedgerOptions SMALL = new LedgerOptions(Duration.ofHours(1), 64 << 10);

  @TempDir Path path;

  @Test
  void segmentsGoStepByStepAndNothingWithThem() throws IOException {
    LedgerFolder folder = SampleLedger.create(path.resolve("log"), 0);
    long before;
    try (Ledger ledger = Ledger.open(folder, SMALL, InstantSource.system())) {
      SampleLedger.append(ledger, ENTRIES, "entry");
      before = segments(folder);
      for (int i = 0; i < 2 * ENTRIES / (256 * 32) + 1; i++) {
        ledger.publish();
      }
      assertThat(segments(folder)).isEqualTo(1).isLessThan(before);
    }
    assertThat(before).isGreaterThan(1);

    SampleLedger.grow(folder, 300, "later");

    assertThat(LogReader.latest(folder.tiles()).checkpoint().size()).isEqualTo(ENTRIES + 300);
    assertThat(SampleLedger.verify(folder).problems()).isEmpty();
  }

  private static long segments(LedgerFolder folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.journal())) {
      return files.count();
    }
  }
}
