package io.sextant.cli.ledger;

import io.sextant.cli.ExitCode;
import io.sextant.ledger.LedgerException;
import java.util.concurrent.Callable;

/// A command whose ledger failures are reported with code and exit code.
abstract class LedgerTask implements Callable<Integer> {
  @Override
  public final Integer call() {
    try {
      return run().number();
    } catch (LedgerException e) {
      throw Logs.failure(e);
    }
  }

  abstract ExitCode run();
}
