package io.sextant.gateway.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.core.policy.HoldTerms.Mode;
import io.sextant.gateway.approval.Approval.State;
import io.sextant.gateway.record.ApprovalLog;
import io.sextant.ledger.entry.ApprovalEntry.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ApprovalsTest {
  private final List<ApprovalLog.Step> steps = Collections.synchronizedList(new ArrayList<>());
  private final List<State> told = Collections.synchronizedList(new ArrayList<>());
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private boolean broken;
  private final Approvals approvals = approvals(ApprovalLimits.DEFAULT);

  private Approvals approvals(ApprovalLimits limits) {
    return new Approvals(
        limits,
        this::note,
        ApprovalStore.NONE,
        it -> told.add(it.state()),
        () -> now,
        new Random(1));
  }

  private CompletableFuture<Long> note(ApprovalLog.Step step) {
    if (broken) {
      return CompletableFuture.failedFuture(new IllegalStateException("disk full"));
    }
    steps.add(step);
    return CompletableFuture.completedFuture((long) steps.size());
  }

  private List<Step> kinds() {
    return steps.stream().map(ApprovalLog.Step::kind).toList();
  }

  @Test
  void isUsedOnceByWhomAndForWhatItWasGivenFor() throws Exception {
    Question question = Questions.later("bot");
    ApprovalId id = approvals.ask(question).id();

    assertThat(approvals.use(id, question)).as("not approved yet").isFalse();
    assertThat(approvals.approve(id, "bob")).isInstanceOf(Outcome.Done.class);
    assertThat(approvals.use(id, Questions.later("other"))).as("another principal").isFalse();
    assertThat(approvals.use(id, Questions.of("bot", "changed", 1, Mode.LATER)))
        .as("other arguments")
        .isFalse();
    assertThat(approvals.use(new ApprovalId("guess"), question)).isFalse();
    assertThat(approvals.use(id, question)).isTrue();
    assertThat(approvals.use(id, question)).as("again").isFalse();

    assertThat(kinds()).containsExactly(Step.ASKED, Step.AGREED, Step.USED);
    assertThat(told).containsExactly(State.WAITING, State.APPROVED, State.USED);
    assertThat(steps).allSatisfy(step -> assertThat(step.decision()).isEqualTo(7));
    assertThat(approvals.find(id).orElseThrow().state()).isEqualTo(State.USED);
    assertThat(approvals.approve(id, "bob")).isInstanceOf(Outcome.TooLate.class);
  }

  @Test
  void oneOfManyWhoUseItAtOnceGetsIt() throws Exception {
    Question question = Questions.later("bot");
    for (int round = 0; round < 50; round++) {
      ApprovalId id = approvals.ask(question).id();
      approvals.approve(id, "bob");
      AtomicInteger won = new AtomicInteger();
      List<Thread> threads =
          IntStream.range(0, 8)
              .mapToObj(_ ->
                  Thread.startVirtualThread(() -> {
                    if (approvals.use(id, question)) {
                      won.incrementAndGet();
                    }
                  }))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(won).hasValue(1);
    }
  }

  @Test
  void whoAsksCannotApproveUnderAnyName() throws Exception {
    ApprovalId id = approvals.ask(Questions.later("bot")).id();

    assertThat(approvals.approve(id, "BOT")).isInstanceOf(Outcome.OwnRequest.class);
    assertThat(approvals.approve(id, "alice")).isInstanceOf(Outcome.OwnRequest.class);
    assertThat(kinds()).containsExactly(Step.ASKED);
  }

  @Test
  void twoMeansTwoDifferentPeople() throws Exception {
    Question question = Questions.of("bot", "d", 2, Mode.LATER);
    ApprovalId id = approvals.ask(question).id();

    approvals.approve(id, "bob");
    assertThat(approvals.approve(id, "Bob")).isInstanceOf(Outcome.AgreedBefore.class);
    assertThat(approvals.use(id, question)).isFalse();
    approvals.approve(id, "carol");
    assertThat(approvals.use(id, question)).isTrue();
    assertThat(steps.stream().map(ApprovalLog.Step::actor))
        .containsExactly("bot", "bob", "carol", "bot");
  }

  @Test
  void oneRefusalIsEnoughAndAnApprovalCanBeTakenBackBeforeItsUse() throws Exception {
    Question question = Questions.later("bot");
    ApprovalId id = approvals.ask(question).id();
    approvals.approve(id, "bob");

    approvals.refuse(id, "carol", "not today");

    assertThat(approvals.use(id, question)).isFalse();
    Approval over = approvals.find(id).orElseThrow();
    assertThat(over.state()).isEqualTo(State.REFUSED);
    assertThat(over.closing().orElseThrow().reason()).isEqualTo("not today");
    assertThat(over.question().content()).as("what is over is kept by the ledger alone").isEmpty();
    assertThat(steps.getLast().reason()).isEqualTo("not today");
  }

  @Test
  void timeOutDeniesBeforeAndAfterTheApproval() throws Exception {
    Question question = Questions.later("bot");
    ApprovalId undecided = approvals.ask(question).id();
    now = now.plus(Duration.ofMinutes(2));
    assertThat(approvals.approve(undecided, "bob")).isInstanceOf(Outcome.TooLate.class);

    ApprovalId unused = approvals.ask(question).id();
    assertThat(unused).isNotEqualTo(undecided);
    approvals.approve(unused, "bob");
    now = now.plus(Duration.ofMinutes(10));
    assertThat(approvals.use(unused, question)).isFalse();

    ApprovalId swept = approvals.ask(question).id();
    now = now.plus(Duration.ofMinutes(2));
    approvals.sweep();
    assertThat(approvals.decision(swept).orElseThrow().get().state()).isEqualTo(State.EXPIRED);
    assertThat(kinds().stream().filter(Step.EXPIRED::equals)).hasSize(3);
  }

  @Test
  void nothingHappensThatCannotBeWrittenDown() throws Exception {
    Question question = Questions.later("bot");
    broken = true;
    assertThatThrownBy(() -> approvals.ask(question)).isInstanceOf(CompletionException.class);
    assertThat(approvals.list()).isEmpty();

    broken = false;
    ApprovalId id = approvals.ask(question).id();
    broken = true;
    assertThatThrownBy(() -> approvals.approve(id, "bob")).isInstanceOf(CompletionException.class);
    assertThat(approvals.find(id).orElseThrow().agreed()).isEmpty();
    broken = false;
    approvals.approve(id, "bob");
    broken = true;
    assertThatThrownBy(() -> approvals.use(id, question)).isInstanceOf(CompletionException.class);
    broken = false;
    assertThat(approvals.use(id, question)).isTrue();
  }

  @Test
  void asksOnceForTheSameAndNeverForMoreThanMayWait() throws Exception {
    Approvals few = approvals(new ApprovalLimits(3, 2, 2_500, 2));
    ApprovalId first = few.ask(Questions.later("bot")).id();
    assertThat(few.ask(Questions.later("bot")).id()).isEqualTo(first);
    ApprovalId held = few.ask(Questions.of("bot", "2", 1, Mode.WAIT)).id();
    assertThatThrownBy(() -> few.ask(Questions.of("bot", "3", 1, Mode.WAIT)))
        .isInstanceOf(Approvals.TooMany.class);
    few.ask(Questions.of("other", "3", 1, Mode.WAIT));
    assertThatThrownBy(() -> few.ask(Questions.of("third", "4", 1, Mode.LATER)))
        .isInstanceOf(Approvals.TooMany.class);
    few.cancel(first, "");
    assertThatThrownBy(() -> few.ask(Questions.of("third", "4", 1, Mode.WAIT)))
        .as("its bytes are too many")
        .isInstanceOf(Approvals.TooMany.class);
    few.cancel(held, "its sender left");
    few.ask(Questions.of("third", "4", 1, Mode.WAIT));
    few.close();

    assertThat(few.list()).as("only the newest are remembered").hasSize(2);
    assertThat(few.list()).allMatch(it -> it.state() == State.CANCELLED);
  }

  @Test
  void whoWaitsHearsOfTheDecision() throws Exception {
    ApprovalId id = approvals.ask(Questions.of("bot", "d", 1, Mode.WAIT)).id();
    CompletableFuture<Approval> heard = approvals.decision(id).orElseThrow();
    assertThat(heard).isNotDone();

    approvals.approve(id, "bob");

    assertThat(heard.get().state()).isEqualTo(State.APPROVED);
  }
}
