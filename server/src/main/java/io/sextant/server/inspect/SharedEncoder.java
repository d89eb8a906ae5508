package io.sextant.server.inspect;

import io.sextant.encoder.MiniLm;
import io.sextant.inspect.attack.SecondStage;
import io.sextant.inspect.model.Glossary;
import java.util.Optional;

/// The second stage of inspection: one for the whole server, made when it is first needed.
public final class SharedEncoder implements AutoCloseable {
  private Optional<SecondStage> made = Optional.empty();

  /// @throws IllegalStateException if it cannot run on this machine
  public synchronized SecondStage get() {
    if (made.isEmpty()) {
      made = Optional.of(MiniLm.secondStage());
      // Here, so that no request waits for the word lists.
      Glossary.builtIn();
    }
    return made.get();
  }

  @Override
  public synchronized void close() {
    made.ifPresent(SecondStage::close);
    made = Optional.empty();
  }
}
