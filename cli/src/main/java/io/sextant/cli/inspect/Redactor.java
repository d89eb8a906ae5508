package io.sextant.cli.inspect;

import io.sextant.cli.Console;
import io.sextant.inspect.match.Recogniser;
import io.sextant.inspect.match.RecogniserSet;
import io.sextant.inspect.privacy.PersonalData;
import io.sextant.inspect.secret.Secrets;
import io.sextant.inspect.stream.StreamGuard;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Copies texts with a mark such as `[EMAIL]` in the place of personal data and secrets, as they
/// stream by.
final class Redactor {
  private static final int CHUNK = 1 << 16;

  private final Console console;
  private final RecogniserSet recognisers;

  Redactor(Console console) {
    this.console = console;
    List<Recogniser> all = new ArrayList<>(PersonalData.list());
    all.addAll(Secrets.list());
    this.recognisers = RecogniserSet.of(all);
  }

  /// @param name a file; `-` is standard input
  void copy(String name) {
    PrintStream out = console.out();
    StreamGuard guard = new StreamGuard(recognisers);
    try (InputStream in = console.open(name)) {
      byte[] chunk = new byte[CHUNK];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        write(guard.accept(Arrays.copyOf(chunk, read)), out);
      }
    } catch (IOException e) {
      throw Console.unreadable(name, e);
    } finally {
      write(guard.end(), out);
    }
  }

  private static void write(byte[] bytes, PrintStream out) {
    out.write(bytes, 0, bytes.length);
  }
}
