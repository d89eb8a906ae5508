package io.sextant.store;

import io.sextant.store.StoreException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
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

  /// Something to do on the writing connection; it must not commit.
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

  /// @param connection used by the writing thread alone from now on; auto-commit is turned off
  public Writer(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
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
      for (Task<?> task : group) {
        runAlone(task, outcomes);
      }
      connection.commit();
      outcomes.forEach(Outcome::tell);
    } catch (SQLException | RuntimeException e) {
      rollBack();
      group.forEach(task -> task.done.completeExceptionally(StoreException.of(e)));
    }
  }

  /// A task that fails by its own fault is undone and told; one that shows the store itself failing
  /// ends the group.
  private void runAlone(Task<?> task, List<Outcome<?>> outcomes) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      outcomes.add(Outcome.of(task, connection));
      connection.releaseSavepoint(before);
    } catch (SQLException | RuntimeException e) {
      StoreException failure = StoreException.of(e);
      if (failure.reason() != Reason.OTHER) {
        throw failure;
      }
      connection.rollback(before);
      task.done.completeExceptionally(failure);
    }
  }

  private void rollBack() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The transaction is gone already: SQLite rolls back by itself on the failures that matter
      // here.
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
    for (Task<?> late = queue.poll(); late != null; late = queue.poll()) {
      late.done.completeExceptionally(new StoreException(Reason.CLOSED, "the store is closed"));
    }
  }
}
