package io.sextant.gateway.approval;

import io.sextant.core.policy.HoldTerms.Mode;
import io.sextant.gateway.record.ApprovalLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What waits for a person, and what was decided. Thread-safe; bounded.
///
/// An approval whose sender comes back outlives a restart; one that waits at an open connection
/// ends with it. The ledger keeps every step. What a crash cuts off allows nothing: it is kept
/// after the ledger has it, and forgotten before.
public final class Approvals implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);
  private static final int ID_BYTES = 16;
  private static final Duration SWEEP = Duration.ofSeconds(1);

  private final ApprovalLimits limits;
  private final ApprovalLog log;
  private final ApprovalStore store;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Listener listener;
  private final Map<ApprovalId, Held> open = new ConcurrentHashMap<>();
  private final Deque<Approval> closed = new ArrayDeque<>();
  private final Thread sweeper = Thread.ofVirtual().name("approvals").unstarted(this::sweepOn);
  private long heldBytes;

  /// Hears of every change; must not wait.
  @FunctionalInterface
  public interface Listener {
    /// Nobody listens.
    Listener NONE = _ -> {};

    void changed(Approval approval);
  }

  /// More waits than may.
  public static final class TooMany extends Exception {
    TooMany(String message) {
      super(message);
    }
  }

  /// @param random draws ids that nobody can guess
  public Approvals(
      ApprovalLimits limits,
      ApprovalLog log,
      ApprovalStore store,
      Listener listener,
      InstantSource clock,
      RandomGenerator random) {
    this.limits = limits;
    this.log = log;
    this.store = store;
    this.listener = listener;
    this.clock = clock;
    this.random = random;
    store.all().forEach(it -> open.put(it.id(), new Held(log, store, it)));
  }

  /// Begins to end what nobody decides in time.
  public void start() {
    sweeper.start();
  }

  /// Asks for approval. A sender who asks again for the same gets the approval that is open.
  ///
  /// @throws TooMany when too much waits
  /// @throws CompletionException when it cannot be written down
  public Approval ask(Question question) throws TooMany {
    Held held;
    synchronized (this) {
      Optional<Held> same =
          question.terms().mode() == Mode.LATER
              ? open.values().stream().filter(it -> it.serves(question)).findFirst()
              : Optional.empty();
      if (same.isPresent()) {
        return same.get().now();
      }
      held = admit(question);
    }
    try {
      held.asked();
    } catch (RuntimeException e) {
      forget(held);
      throw e;
    }
    listener.changed(held.now());
    return held.now();
  }

  private Held admit(Question question) throws TooMany {
    long own =
        open.values().stream()
            .filter(it -> it.now().question().principal().equals(question.principal()))
            .count();
    long bytes = held(question);
    if (open.size() >= limits.open()
        || own >= limits.perPrincipal()
        || heldBytes + bytes > limits.heldBytes()) {
      throw new TooMany(
          own >= limits.perPrincipal()
              ? own + " requests of this principal wait for approval already"
              : "too many requests wait for approval");
    }
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    Held held =
        Held.of(
            log, store, new ApprovalId(HexFormat.of().formatHex(id)), question, clock.instant());
    open.put(held.now().id(), held);
    heldBytes += bytes;
    return held;
  }

  /// What stays in memory while a request waits at an open connection.
  private static long held(Question question) {
    return question.terms().mode() == Mode.WAIT ? question.bytes() : 0;
  }

  private synchronized void forget(Held held) {
    if (open.remove(held.now().id()) != null) {
      heldBytes -= held(held.now().question());
    }
  }

  /// Done when it is decided.
  ///
  /// @return empty when there is no such approval
  public Optional<CompletableFuture<Approval>> decision(ApprovalId id) {
    Held held = open.get(id);
    return held == null
        ? find(id).map(CompletableFuture::completedFuture)
        : Optional.of(held.decision());
  }

  /// Takes an approval for a request: it must be approved for the same principal, request and
  /// policy, in time, and not used before.
  ///
  /// @throws CompletionException when that cannot be written down
  public boolean use(ApprovalId id, Question question) {
    Held held = open.get(id);
    boolean taken = held != null && held.use(question, clock.instant());
    settle(held);
    return taken;
  }

  /// Somebody agrees.
  ///
  /// @throws CompletionException when that cannot be written down
  public Outcome approve(ApprovalId id, String who) {
    Held held = open.get(id);
    return held == null ? gone(id) : told(held, held.agree(who, clock.instant()));
  }

  /// Somebody refuses; also what was approved and is not used yet.
  ///
  /// @throws CompletionException when that cannot be written down
  public Outcome refuse(ApprovalId id, String who, String reason) {
    Held held = open.get(id);
    return held == null ? gone(id) : told(held, held.refuse(who, reason, clock.instant()));
  }

  /// Who asked has left, or asks in vain.
  public void cancel(ApprovalId id, String reason) {
    Held held = open.get(id);
    if (held != null) {
      held.cancel(reason, clock.instant());
      settle(held);
    }
  }

  /// How one stands, as long as it is remembered.
  public Optional<Approval> find(ApprovalId id) {
    Held held = open.get(id);
    if (held != null) {
      return Optional.of(held.now());
    }
    synchronized (closed) {
      return closed.stream().filter(it -> it.id().equals(id)).findFirst();
    }
  }

  /// All that are open, oldest first, then those that are over, newest first.
  public List<Approval> list() {
    List<Approval> waiting =
        open.values().stream()
            .map(Held::now)
            .filter(it -> it.state().open())
            .sorted(Comparator.comparing(Approval::asked))
            .toList();
    synchronized (closed) {
      return Stream.concat(waiting.stream(), closed.stream()).toList();
    }
  }

  private Outcome gone(ApprovalId id) {
    return find(id).<Outcome>map(Outcome.TooLate::new).orElseGet(Outcome.Missing::new);
  }

  private Outcome told(Held held, Outcome outcome) {
    if (outcome instanceof Outcome.Done(Approval approval) && approval.state().open()) {
      listener.changed(approval);
    }
    settle(held);
    return outcome;
  }

  /// Puts away what is over.
  private void settle(@org.jspecify.annotations.Nullable Held held) {
    if (held == null || held.now().state().open()) {
      return;
    }
    synchronized (this) {
      if (open.remove(held.now().id()) == null) {
        return;
      }
      heldBytes -= held(held.now().question());
    }
    synchronized (closed) {
      closed.addFirst(held.now().withoutContent());
      while (closed.size() > limits.remembered()) {
        closed.removeLast();
      }
    }
    listener.changed(held.now());
  }

  /// Ends what nobody decided, or nobody used, in time.
  void sweep() {
    for (Held held : new ArrayList<>(open.values())) {
      try {
        held.expire(clock.instant());
        settle(held);
      } catch (CompletionException e) {
        LOG.error("the end of an approval cannot be written down; it stays closed", e.getCause());
      }
    }
  }

  private void sweepOn() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(SWEEP);
        sweep();
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  /// Gives up what waits at open connections.
  @Override
  public void close() {
    sweeper.interrupt();
    for (Held held : new ArrayList<>(open.values())) {
      if (held.now().question().terms().mode() == Mode.LATER) {
        continue;
      }
      try {
        cancel(held.now().id(), "the gateway stopped");
      } catch (CompletionException e) {
        LOG.error("the end of an approval cannot be written down", e.getCause());
      }
    }
  }
}
