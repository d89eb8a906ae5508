package io.sextant.ledger.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.log.LedgerFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bodies are encrypted, erasable, and held to their hash.
class BodyVaultTest {
  private static final byte[] SECRET = "my card is 4111 1111 1111 1111".getBytes(UTF_8);

  @TempDir Path path;

  @Test
  void aBodyIsKeptEncryptedAndErased() throws Exception {
    LedgerFolder folder = new LedgerFolder(path);
    BodyRecord record;
    BodyRecord other;
    try (BodyVault vault = BodyVault.open(folder)) {
      record = vault.put("request", SECRET);
      other = vault.put("request", SECRET);
    }
    assertThat(record.hash()).isNotEqualTo(other.hash());
    Path file = folder.bodies().resolve("bodies");
    assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("4111");
    try (BodyVault vault = BodyVault.open(folder)) {
      assertThat(vault.get(record)).hasValue(SECRET);
      vault.erase(record);
      assertThat(vault.get(record)).isEmpty();
      assertThat(vault.get(other)).hasValue(SECRET);
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    try (BodyVault vault = BodyVault.open(folder)) {
      assertThatThrownBy(() -> vault.get(other)).isInstanceOf(LedgerException.class);
      BodyRecord nowhere = new BodyRecord("request", "99999-90", 30, record.hash());
      assertThatThrownBy(() -> vault.get(nowhere)).isInstanceOf(LedgerException.class);
    }
  }

  @Test
  void aDecisionIsReadBackAndNamesNobody() {
    try (BodyVault vault = BodyVault.open(new LedgerFolder(path))) {
      String pseudonym = vault.pseudonyms().of("alice@example.org");
      assertThat(vault.pseudonyms().of("alice@example.org")).isEqualTo(pseudonym);
      DecisionEntry entry =
          new DecisionEntry(
              Instant.parse("2026-03-01T12:00:00Z"),
              Decision.BLOCK,
              List.of(new Reason("injection", List.of("AML.T0051.000"))),
              "sha256:00",
              Map.of("inspect.prompt", "3", "a", "1"),
              pseudonym,
              List.of(vault.put("request", SECRET)));
      assertThat(DecisionEntry.parse(entry.bytes())).isEqualTo(entry);
      assertThat(new String(entry.bytes(), UTF_8)).doesNotContain("alice").doesNotContain("4111");
    }
  }
}
