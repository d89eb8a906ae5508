package io.sextant.ledger.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.merkle.Hash;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ActEntryTest {
  @Test
  void isReadAsItWasWritten() {
    ActEntry entry =
        new ActEntry(
            Instant.parse("2026-01-01T00:00:00Z"),
            "policy.enabled",
            "digest",
            "p-1",
            List.of(new BodyRecord("detail", "0-60", 4, Hash.of(new byte[Hash.BYTES]))));
    assertThat(ActEntry.parse(entry.bytes())).contains(entry);
    assertThat(new String(entry.bytes(), UTF_8)).startsWith("{\"type\":\"act\",");
  }

  @Test
  void tellsOtherEntriesFromBrokenOnes() {
    assertThat(ActEntry.parse("{\"type\":\"decision\"}".getBytes(UTF_8))).isEmpty();
    for (String broken : List.of("{\"type\":\"act\"}", "{", "{\"type\":\"act\",\"time\":\"x\"}")) {
      assertThatThrownBy(() -> ActEntry.parse(broken.getBytes(UTF_8)))
          .as(broken)
          .isInstanceOf(LedgerException.class);
    }
  }
}
