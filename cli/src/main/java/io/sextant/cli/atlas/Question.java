package io.sextant.cli.atlas;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import java.io.IOException;
import java.util.Locale;

/// Asks the person at the terminal; where there is none the answer is no.
final class Question {
  /// Longest answer read, in bytes.
  private static final int MAX_ANSWER = 100;

  private Question() {}

  static boolean confirm(Console console, String question) {
    if (!console.outIsTerminal() || !console.errIsTerminal()) {
      return false;
    }
    console.out().flush();
    console.err().print(question + " [y/N] ");
    console.err().flush();
    StringBuilder answer = new StringBuilder();
    try {
      int next = console.in().read();
      while (next >= 0 && next != '\n' && answer.length() < MAX_ANSWER) {
        answer.append((char) next);
        next = console.in().read();
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.ENVIRONMENT, "cannot read the answer: " + e, "");
    }
    String word = answer.toString().strip().toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes");
  }
}
