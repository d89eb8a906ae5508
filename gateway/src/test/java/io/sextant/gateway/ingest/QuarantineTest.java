package io.sextant.gateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.gateway.ingest.Quarantined.State;
import io.sextant.gateway.record.Acts;
import io.sextant.ledger.entry.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuarantineTest {
  private static final Acts LEDGER = _ -> CompletableFuture.completedFuture(77L);

  @TempDir private Path folder;

  private static Quarantined item(int i) {
    return new Quarantined(
        "",
        TestGate.NOW.plusSeconds(i),
        "set",
        "batch",
        "file:" + i,
        "digest-" + i,
        Decision.HOLD,
        List.of("rule"),
        List.of("AML.T0020"),
        List.of("why “" + i + "”"),
        "loader",
        i,
        i,
        Optional.empty());
  }

  private static List<Quarantined> items(int from, int to) {
    return IntStream.range(from, to).mapToObj(QuarantineTest::item).toList();
  }

  private static Quarantine.Outcome release(Quarantine quarantine, String id) throws IOException {
    return quarantine.close(id, State.RELEASED, "ann", "fine", TestGate.NOW, LEDGER);
  }

  @Test
  void remembersOverARestartWhatWaitsAndWhatWasDone() throws IOException {
    try (Quarantine quarantine = Quarantine.open(folder)) {
      assertThat(quarantine.add(items(0, 150)).getLast().id()).isEqualTo("q-150");
      assertThat(quarantine.add(items(150, 200)).getFirst().id()).isEqualTo("q-151");
      assertThat(release(quarantine, "q-3")).isInstanceOf(Quarantine.Outcome.Done.class);
    }
    try (Quarantine quarantine = Quarantine.open(folder)) {
      assertThat(quarantine.waiting()).isEqualTo(199);
      assertThat(quarantine.isReleased("set", "digest-2")).isTrue();
      assertThat(quarantine.isReleased("other", "digest-2")).isFalse();
      assertThat(quarantine.find("q-151").orElseThrow().notes()).containsExactly("why “150”");
      assertThat(quarantine.find("q-3").orElseThrow().closing().orElseThrow().who())
          .isEqualTo("ann");
      assertThat(quarantine.find("q-201")).isEmpty();
      assertThat(quarantine.find("q-0")).isEmpty();
      assertThat(quarantine.find("../x")).isEmpty();

      Quarantine.Page page = quarantine.page(State.WAITING::equals, Optional.empty(), 198);
      assertThat(page.items().getFirst().id()).isEqualTo("q-200");
      Quarantine.Page rest = quarantine.page(State.WAITING::equals, page.next(), 198);
      assertThat(rest.items().stream().map(Quarantined::id)).containsExactly("q-1");
      assertThat(rest.next()).isEmpty();
    }
  }

  @Test
  void aLineThatACrashCutOffIsGoneAndTheOthersStay() throws IOException {
    try (Quarantine quarantine = Quarantine.open(folder)) {
      quarantine.add(items(0, 3));
    }
    Path journal = folder.resolve("journal.jsonl");
    byte[] whole = Files.readAllBytes(journal);
    for (int cut = 1; cut < 60; cut += 7) {
      Files.write(journal, java.util.Arrays.copyOf(whole, whole.length - cut));
      try (Quarantine quarantine = Quarantine.open(folder)) {
        assertThat(quarantine.waiting()).isEqualTo(2);
        assertThat(quarantine.add(items(9, 10)).getFirst().id()).isEqualTo("q-3");
        assertThat(quarantine.find("q-3").orElseThrow().place()).isEqualTo("file:9");
      }
    }
    Files.write(journal, "not ours\n".getBytes(UTF_8), StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Quarantine.open(folder)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nothingIsReleasedThatTheLedgerDoesNotTake() throws IOException {
    try (Quarantine quarantine = Quarantine.open(folder)) {
      quarantine.add(items(0, 1));
      Acts broken = _ -> CompletableFuture.failedFuture(new IllegalStateException("disk full"));
      assertThatThrownBy(
              () -> quarantine.close("q-1", State.RELEASED, "ann", "fine", TestGate.NOW, broken))
          .isInstanceOf(CompletionException.class);
      assertThat(quarantine.waiting()).isEqualTo(1);
      assertThat(quarantine.isReleased("set", "digest-0")).isFalse();
      assertThatThrownBy(
              () -> quarantine.close("q-1", State.RELEASED, "ann", " ", TestGate.NOW, LEDGER))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whoOnlyLooksChangesNothing() throws IOException {
    try (Quarantine quarantine = Quarantine.open(folder)) {
      quarantine.add(items(0, 2));
      try (Quarantine other = Quarantine.look(folder)) {
        assertThat(other.waiting()).isEqualTo(2);
        assertThatThrownBy(() -> other.add(items(2, 3))).isInstanceOf(IOException.class);
      }
    }
  }
}
