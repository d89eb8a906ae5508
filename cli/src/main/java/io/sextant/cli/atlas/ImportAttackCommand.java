package io.sextant.cli.atlas;

import io.sextant.atlas.attack.AttackLibrary;
import io.sextant.atlas.attack.AttackMatrix;
import io.sextant.atlas.attack.AttackReader;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Takes in a matrix of ATT&CK, so that the pages can show it beside ATLAS.
@Command(
    name = "import-attack",
    description = "Takes in the STIX bundle of an ATT&CK domain, to be shown beside ATLAS.",
    mixinStandardHelpOptions = true)
final class ImportAttackCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final LibraryOptions options = new LibraryOptions();

  @Parameters(
      paramLabel = "FILE",
      description = "enterprise-attack.json and the like; - for standard input.")
  private String file = "";

  ImportAttackCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    byte[] bytes = bytes();
    AttackReader.Read read = AttackReader.read(bytes, file);
    Diagnostics.print(read.issues(), bytes, console);
    if (read.matrix().isEmpty()) {
      return ExitCode.BAD_INPUT.number();
    }
    AttackMatrix matrix = read.matrix().get();
    try {
      new AttackLibrary(options.attackFolder(console)).keep(matrix);
    } catch (UncheckedIOException e) {
      throw new CommandFailure(
          ExitCode.ENVIRONMENT,
          "cannot store the matrix in " + options.attackFolder(console) + ": " + e.getCause(),
          "Give a folder that can be written with --data DIR.");
    }
    console
        .out()
        .printf(
            "%s %s: %d tactics, %d techniques and sub-techniques%n",
            matrix.domain(), matrix.version(), matrix.tactics().size(), matrix.techniques().size());
    return ExitCode.DONE.number();
  }

  private byte[] bytes() {
    try (InputStream in = console.open(file)) {
      byte[] bytes = in.readNBytes(AttackReader.MAX_BYTES + 1);
      if (bytes.length > AttackReader.MAX_BYTES) {
        throw new CommandFailure(
            ExitCode.BAD_INPUT,
            file + " has more than " + (AttackReader.MAX_BYTES >> 20) + " MiB (SX-ATTACK-003)",
            "Give the bundle of one domain.");
      }
      return bytes;
    } catch (IOException e) {
      throw Console.unreadable(file, e);
    }
  }
}
