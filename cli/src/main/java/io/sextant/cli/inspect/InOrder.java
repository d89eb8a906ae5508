package io.sextant.cli.inspect;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Works on texts with all processors; what comes of each is taken by the caller's thread, in the
/// order in which the texts came.
///
/// The works of at most four texts for each processor, or of 16 million characters, are ahead of
/// what was taken.
final class InOrder implements AutoCloseable {
  private static final int AHEAD = 4;
  private static final int MOST_CHARACTERS = 16 << 20;

  private final int processors = Runtime.getRuntime().availableProcessors();
  private final ExecutorService workers = Executors.newFixedThreadPool(processors);
  private final Queue<Begun> begun = new ArrayDeque<>();
  private long characters;

  private record Begun(int characters, CompletableFuture<Runnable> taking) {}

  /// Begins a work, as soon as there is room for its text.
  ///
  /// @param work may be done by any thread
  /// @param taker is called by the thread that gives work
  <T> void add(String text, Supplier<T> work, Consumer<T> taker) {
    while (!begun.isEmpty() && isFull(text.length())) {
      take();
    }
    characters += text.length();
    begun.add(
        new Begun(
            text.length(),
            CompletableFuture.supplyAsync(
                () -> {
                  T done = work.get();
                  return () -> taker.accept(done);
                },
                workers)));
  }

  private boolean isFull(int more) {
    return begun.size() >= AHEAD * processors || characters + more > MOST_CHARACTERS;
  }

  private void take() {
    Begun first = begun.remove();
    characters -= first.characters();
    first.taking().join().run();
  }

  /// Waits for all that was begun, and has it taken: whatever made an end of giving work.
  @Override
  public void close() {
    try {
      while (!begun.isEmpty()) {
        take();
      }
    } finally {
      workers.close();
    }
  }
}
