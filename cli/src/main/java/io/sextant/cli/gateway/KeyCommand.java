package io.sextant.cli.gateway;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.gateway.access.Principals;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Makes a key for one who may use the gateway.
@Command(
    name = "key",
    description = "Makes a key for a principal and prints what goes into the configuration.",
    mixinStandardHelpOptions = true)
final class KeyCommand implements Callable<Integer> {
  private static final int KEY_BYTES = 32;

  private final Console console;

  @Parameters(paramLabel = "PRINCIPAL", description = "Who the key is for.")
  private String principal = "";

  KeyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    String key = "sxg-" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    console.err().println("The key, shown this once; give it to " + principal + ":");
    console.out().println(key);
    console
        .err()
        .printf(
            "For the configuration:%n  - {id: %s, key-sha256: %s}%n",
            principal, Principals.hash(key));
    return ExitCode.DONE.number();
  }
}
