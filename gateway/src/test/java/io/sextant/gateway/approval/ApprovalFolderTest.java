package io.sextant.gateway.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.core.policy.HoldTerms.Mode;
import io.sextant.gateway.approval.Approval.State;
import io.sextant.gateway.record.ApprovalLog;
import io.sextant.ledger.entry.ApprovalEntry.Step;
import io.sextant.ledger.entry.BodyVault;
import io.sextant.ledger.log.LedgerFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of approvals when the gateway ends, in order or not.
final class ApprovalFolderTest {
  private static final Question QUESTION = Questions.later("bot");

  @TempDir private Path folder;
  private final List<Step> steps = new ArrayList<>();
  private final Set<Step> failing = new HashSet<>();
  private final Random random = new Random(1);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private BodyVault vault;

  @BeforeEach
  void begin() {
    LedgerFolder ledger = new LedgerFolder(folder.resolve("ledger"));
    ledger.create("test/log");
    vault = BodyVault.open(ledger);
  }

  @AfterEach
  void end() {
    vault.close();
  }

  /// As after a start: nothing but the folder tells what was before.
  private Approvals start() throws IOException {
    return new Approvals(
        ApprovalLimits.DEFAULT,
        this::note,
        ApprovalFolder.open(folder.resolve("approvals"), vault),
        Approvals.Listener.NONE,
        () -> now,
        random);
  }

  private CompletableFuture<Long> note(ApprovalLog.Step step) {
    if (failing.contains(step.kind())) {
      return CompletableFuture.failedFuture(new IllegalStateException("disk full"));
    }
    steps.add(step.kind());
    return CompletableFuture.completedFuture((long) steps.size());
  }

  private long files() throws IOException {
    try (var files = Files.list(folder.resolve("approvals"))) {
      return files.count();
    }
  }

  @Test
  void everyStepOutlivesAnEndWithoutWarning() throws Exception {
    Question twoPeople = Questions.of("bot", "digest", 2, Mode.LATER);
    ApprovalId id = start().ask(twoPeople).id();

    Approvals second = start();
    assertThat(second.find(id).orElseThrow().question()).isEqualTo(twoPeople);
    assertThat(second.ask(twoPeople).id()).as("asked again").isEqualTo(id);
    second.approve(id, "bob");

    Approvals third = start();
    assertThat(third.use(id, twoPeople)).isFalse();
    assertThat(third.approve(id, "Bob")).isInstanceOf(Outcome.AgreedBefore.class);
    third.approve(id, "carol");

    Approvals fourth = start();
    assertThat(fourth.decision(id).orElseThrow()).isDone();
    assertThat(fourth.use(id, twoPeople)).isTrue();

    assertThat(start().use(id, twoPeople)).as("again").isFalse();
    assertThat(files()).isZero();
    assertThat(steps).containsExactly(Step.ASKED, Step.AGREED, Step.AGREED, Step.USED);
  }

  @Test
  void anEndInOrderGivesUpOnlyWhatWaitsAtAConnection() throws Exception {
    Approvals first = start();
    ApprovalId comesBack = first.ask(QUESTION).id();
    ApprovalId waits = first.ask(Questions.of("bot", "other", 1, Mode.WAIT)).id();
    first.close();

    Approvals second = start();
    assertThat(second.find(comesBack).orElseThrow().state()).isEqualTo(State.WAITING);
    assertThat(second.find(waits)).isEmpty();
    assertThat(steps).containsExactly(Step.ASKED, Step.ASKED, Step.CANCELLED);
  }

  @Test
  void timeGoesOnWhileNothingRuns() throws Exception {
    ApprovalId id = start().ask(QUESTION).id();
    now = now.plus(Duration.ofDays(1));

    Approvals second = start();
    assertThat(second.approve(id, "bob")).isInstanceOf(Outcome.TooLate.class);
    assertThat(steps).containsExactly(Step.ASKED, Step.EXPIRED);
    assertThat(files()).isZero();
  }

  @Test
  void whatACrashCutsOffAllowsNothing() throws Exception {
    Approvals first = start();
    ApprovalId id = first.ask(QUESTION).id();
    failing.add(Step.AGREED);
    assertThatThrownBy(() -> first.approve(id, "bob")).isInstanceOf(CompletionException.class);
    assertThat(start().find(id).orElseThrow().agreed()).isEmpty();

    failing.clear();
    first.approve(id, "bob");
    failing.add(Step.USED);
    assertThatThrownBy(() -> first.use(id, QUESTION)).isInstanceOf(CompletionException.class);
    assertThat(start().find(id)).as("somebody began to use it").isEmpty();
  }

  @Test
  void nothingOfItStandsOnTheDiskInClear() throws Exception {
    start().ask(QUESTION);
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("An export of");
      }
    }
  }

  @Test
  void aFileThatWasAlteredAllowsNothingAndStopsNothing() throws Exception {
    Approvals first = start();
    ApprovalId good = first.ask(QUESTION).id();
    ApprovalId bad = first.ask(Questions.later("other")).id();
    Path file = folder.resolve("approvals").resolve(bad.value() + ".json");
    Files.writeString(file, Files.readString(file).replace("\"place\":\"", "\"place\":\"1"));
    Files.writeString(folder.resolve("approvals").resolve("x.json"), "{\"half\":");

    Approvals second = start();
    assertThat(second.find(good)).isPresent();
    assertThat(second.find(bad)).isEmpty();
  }
}
