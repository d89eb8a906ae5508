package io.sextant.ledger.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.entry.ApprovalEntry.Step;
import io.sextant.ledger.merkle.Hash;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ApprovalEntryTest {
  private static final ApprovalEntry ENTRY =
      new ApprovalEntry(
          Instant.parse("2026-01-01T00:00:00Z"),
          "abc",
          Step.REFUSED,
          41,
          "p-1",
          "p-2",
          "p-3",
          "digest",
          Instant.parse("2026-01-01T00:02:00Z"),
          List.of(new BodyRecord("reason", "0-60", 4, Hash.of(new byte[Hash.BYTES]))));

  @Test
  void isReadAsItWasWritten() {
    assertThat(ApprovalEntry.parse(ENTRY.bytes())).contains(ENTRY);
    assertThat(new String(ENTRY.bytes(), UTF_8))
        .startsWith("{\"type\":\"approval\",")
        .contains("\"step\":\"refused\"");
  }

  @Test
  void tellsOtherEntriesFromBrokenOnes() {
    assertThat(ApprovalEntry.parse("{\"type\":\"decision\"}".getBytes(UTF_8))).isEmpty();
    for (String broken :
        List.of("{\"type\":\"approval\"}", "{", "{\"type\":\"approval\",\"time\":\"x\"}")) {
      assertThatThrownBy(() -> ApprovalEntry.parse(broken.getBytes(UTF_8)))
          .as(broken)
          .isInstanceOf(LedgerException.class);
    }
  }
}
