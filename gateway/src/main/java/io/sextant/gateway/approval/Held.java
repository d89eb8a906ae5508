package io.sextant.gateway.approval;

import io.sextant.core.policy.HoldTerms.Mode;
import io.sextant.gateway.approval.Approval.Agreed;
import io.sextant.gateway.approval.Approval.Closing;
import io.sextant.gateway.approval.Approval.State;
import io.sextant.gateway.record.ApprovalLog;
import io.sextant.ledger.entry.ApprovalEntry.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One approval and what may happen to it. Each step is on the disk before it counts. Thread-safe.
final class Held {
  private final ApprovalLog log;
  private final ApprovalStore store;
  private final CompletableFuture<Approval> decided = new CompletableFuture<>();
  private Approval now;

  Held(ApprovalLog log, ApprovalStore store, Approval now) {
    this.log = log;
    this.store = store;
    this.now = now;
    tell();
  }

  static Held of(
      ApprovalLog log, ApprovalStore store, ApprovalId id, Question question, Instant asked) {
    return new Held(
        log,
        store,
        new Approval(
            id,
            question,
            State.WAITING,
            asked,
            asked.plus(question.terms().decideWithin()),
            List.of(),
            Optional.empty()));
  }

  synchronized Approval now() {
    return now;
  }

  /// Writes down that it was asked for.
  synchronized void asked() {
    note(Step.ASKED, now.question().principal(), "", now.asked(), now.expires());
    keep(now);
  }

  synchronized Outcome agree(String who, Instant at) {
    expire(at);
    if (now.state() != State.WAITING) {
      return new Outcome.TooLate(now);
    }
    if (now.question().asksAs(who)) {
      return new Outcome.OwnRequest();
    }
    if (now.agreed().stream().anyMatch(it -> it.who().equalsIgnoreCase(who))) {
      return new Outcome.AgreedBefore();
    }
    boolean last = now.missing() <= 1;
    Instant expires = last ? at.plus(now.question().terms().useWithin()) : now.expires();
    note(Step.AGREED, who, "", at, expires);
    List<Agreed> agreed = new ArrayList<>(now.agreed());
    agreed.add(new Agreed(who, at));
    Approval next = next(last ? State.APPROVED : State.WAITING, expires, agreed, Optional.empty());
    keep(next);
    become(next);
    return new Outcome.Done(now);
  }

  synchronized Outcome refuse(String who, String reason, Instant at) {
    expire(at);
    if (!now.state().open()) {
      return new Outcome.TooLate(now);
    }
    close(State.REFUSED, Step.REFUSED, who, reason, at);
    return new Outcome.Done(now);
  }

  /// Takes the approval for a request; only one ever gets it.
  synchronized boolean use(Question question, Instant at) {
    expire(at);
    if (now.state() != State.APPROVED || !now.question().same(question)) {
      return false;
    }
    close(State.USED, Step.USED, question.principal(), "", at);
    return true;
  }

  synchronized void cancel(String reason, Instant at) {
    if (now.state().open()) {
      close(State.CANCELLED, Step.CANCELLED, now.question().principal(), reason, at);
    }
  }

  /// Ends it when its time is over.
  ///
  /// @return whether it did
  synchronized boolean expire(Instant at) {
    if (!now.state().open() || at.isBefore(now.expires())) {
      return false;
    }
    close(State.EXPIRED, Step.EXPIRED, "", "", at);
    return true;
  }

  /// Whether its question may be answered by this one too.
  boolean serves(Question question) {
    Approval stands = now();
    return stands.state().open()
        && stands.question().terms().mode() == Mode.LATER
        && stands.question().same(question);
  }

  /// Done when it is decided.
  CompletableFuture<Approval> decision() {
    return decided.copy();
  }

  private void close(State state, Step step, String who, String reason, Instant at) {
    // First, so that after a crash nobody finds open what the ledger calls over.
    store.remove(now.id());
    note(step, who, reason, at, at);
    become(next(state, now.expires(), now.agreed(), Optional.of(new Closing(who, at, reason))));
  }

  /// Keeps what its sender can come back for. After the ledger, so that it speaks of all that is
  /// kept.
  private void keep(Approval approval) {
    if (approval.question().terms().mode() == Mode.LATER) {
      store.put(approval);
    }
  }

  private Approval next(
      State state, Instant expires, List<Agreed> agreed, Optional<Closing> closing) {
    return new Approval(now.id(), now.question(), state, now.asked(), expires, agreed, closing);
  }

  private void become(Approval next) {
    now = next;
    tell();
  }

  private void tell() {
    if (now.state() != State.WAITING) {
      decided.complete(now);
    }
  }

  private void note(Step step, String who, String reason, Instant at, Instant expires) {
    Question question = now.question();
    log.note(
            new ApprovalLog.Step(
                at,
                now.id().value(),
                step,
                question.decision(),
                question.principal(),
                who,
                reason,
                question.digest(),
                question.policyDigest(),
                expires))
        .join();
  }
}
