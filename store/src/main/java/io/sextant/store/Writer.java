package io.sextant.store;

import io.sextant.store.StoreException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// The one thread that writes: it takes all work that is waiting, does it in one transaction, and
/// commits once.
///
/// A platform thread, because SQLite's native calls would pin a virtual one. Any number of threads
/// may submit; each waits until its work is durable. When the queue is full submitting waits, which
/// is the back-pressure on callers.
public final class Writer implements AutoCloseable {
  /// Pieces of work that may wait; beyond that callers wait to hand theirs over.
  private static final int QUEUE = 1_024;

  /// Pieces of work in one transaction at most, which bounds how long one commit takes.
  private static final int GROUP = 256;

  private final Connection connection;
  private final BlockingQueue<Task<?>> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Thread thread;
  private volatile boolean closing;

  /// Something to do on the writing connection; it must neither commit nor roll back.
  @FunctionalInterface
  public interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  private record Task<T>(Work<T> work, CompletableFuture<T> done) {}

  /// What a task gave, to be told once the group is committed.
  private record Outcome<T>(Task<T> task, T value) {
    static <T> Outcome<T> of(Task<T> task, Connection connection) throws SQLException {
      return new Outcome<>(task, task.work.run(connection));
    }

    void tell() {
      task.done.complete(value);
    }
  }

  /// @param connection in auto-commit mode; used by the writing thread alone from now on
  public Writer(Connection connection) {
    this.connection = connection;
    thread = Thread.ofPlatform().name("store-writer").start(this::run);
  }

  /// Does the work and returns its result once it is durable.
  ///
  /// @throws StoreException when it failed; then nothing of it was done
  public <T> T write(Work<T> work) {
    if (closing) {
      throw new StoreException(Reason.CLOSED, "the store is closed");
    }
    Task<T> task = new Task<>(work, new CompletableFuture<>());
    try {
      queue.put(task);
      if (!thread.isAlive()) {
        refuseQueued();
      }
      return task.done.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(Reason.CLOSED, "interrupted while waiting for the store", e);
    } catch (ExecutionException e) {
      throw StoreException.of(e);
    }
  }

  private void run() {
    List<Task<?>> group = new ArrayList<>();
    while (!closing || !queue.isEmpty()) {
      try {
        group.add(queue.take());
        queue.drainTo(group, GROUP - 1);
        commit(group);
      } catch (InterruptedException e) {
        closing = true;
      }
      group.clear();
    }
  }

  private void commit(List<Task<?>> group) {
    List<Outcome<?>> outcomes = new ArrayList<>();
    try {
      execute("begin immediate");
      for (Task<?> task : group) {
        runAlone(task, outcomes);
      }
      execute("commit");
      outcomes.forEach(Outcome::tell);
    } catch (SQLException | RuntimeException | Error e) {
      // An Error too is the callers' to hear: without this thread they would wait for ever.
      rollBack();
      group.forEach(task -> task.done.completeExceptionally(StoreException.of(e)));
    }
  }

  /// A task that fails by its own fault is undone and told; one that shows the store itself failing
  /// ends the group.
  private void runAlone(Task<?> task, List<Outcome<?>> outcomes) throws SQLException {
    execute("savepoint task");
    try {
      outcomes.add(Outcome.of(task, connection));
      execute("release task");
    } catch (SQLException | RuntimeException e) {
      StoreException failure = StoreException.of(e);
      if (failure.reason() != Reason.OTHER) {
        throw failure;
      }
      execute("rollback to task");
      execute("release task");
      task.done.completeExceptionally(failure);
    }
  }

  private void rollBack() {
    try {
      execute("rollback");
    } catch (SQLException e) {
      // The transaction is gone already, or never began: SQLite rolls back by itself on the
      // failures that matter here.
    }
  }

  /// Transactions are begun by hand: the driver, told not to commit by itself, would hold the write
  /// lock all the time, and report a commit as failed when only the next begin was.
  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Finishes what is queued and ends the thread.
  @Override
  public void close() {
    if (closing) {
      return;
    }
    try {
      queue.put(
          new Task<>(
              _ -> {
                closing = true;
                return true;
              },
              new CompletableFuture<>()));
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    refuseQueued();
  }

  private void refuseQueued() {
    for (Task<?> late = queue.poll(); late != null; late = queue.poll()) {
      late.done.completeExceptionally(new StoreException(Reason.CLOSED, "the store is closed"));
    }
  }
}
