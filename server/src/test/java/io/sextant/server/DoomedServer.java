package io.sextant.server;

import java.nio.file.Path;

/// A server in a process of its own, to be killed.
final class DoomedServer {
  private DoomedServer() {}

  /// Prints the address of OTLP/HTTP and serves until the process dies.
  public static void main(String[] arguments) {
    Sextant sextant =
        Sextant.start(SextantConfig.on(Path.of(arguments[0])).with(ListenConfig.FREE_PORTS));
    System.out.println("OTLP " + sextant.otlpHttp());
  }
}
