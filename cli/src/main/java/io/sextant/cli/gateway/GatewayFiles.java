package io.sextant.cli.gateway;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.DocumentFiles;
import io.sextant.cli.ExitCode;
import io.sextant.core.document.Issue;
import io.sextant.core.policy.Policy;
import io.sextant.core.policy.PolicyReader;
import io.sextant.gateway.config.GatewayConfigReader;
import io.sextant.gateway.config.GatewayConfigReader.Surroundings;
import io.sextant.gateway.config.ShippedPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Policies and configurations that a command names.
public final class GatewayFiles {
  private GatewayFiles() {}

  /// A policy by its name, when it ships, or by its file.
  ///
  /// @throws CommandFailure BAD_INPUT, after its mistakes were printed
  public static Policy policy(String name, Console console) {
    String text = ShippedPolicies.text(name).orElseGet(() -> DocumentFiles.read(name, console));
    PolicyReader.Result result = PolicyReader.read(name, text);
    return result
        .policy()
        .orElseThrow(() -> mistakes("the policy " + name, result.issues(), console));
  }

  /// The configuration in a file.
  ///
  /// @throws CommandFailure BAD_INPUT, after its mistakes were printed
  public static GatewayConfigReader.Result config(String file, Console console) {
    GatewayConfigReader.Result result =
        GatewayConfigReader.read(
            file, DocumentFiles.read(file, console), surroundings(Path.of(file), console));
    if (result.config().isEmpty()) {
      throw mistakes("the configuration " + file, result.issues(), console);
    }
    return result;
  }

  static CommandFailure mistakes(String what, List<Issue> issues, Console console) {
    Diagnostic.print(
        issues.stream().map(DocumentFiles::diagnostic).toList(), console.err(), console.colour());
    return new CommandFailure(ExitCode.BAD_INPUT, what + " has mistakes", "");
  }

  /// What a configuration may refer to: the environment, and files relative to it.
  static Surroundings surroundings(Path file, Console console) {
    return new Surroundings(
        console.environment(),
        name -> resolved(file, name).flatMap(GatewayFiles::text),
        name -> resolved(file, name));
  }

  /// A file named relative to another.
  public static Optional<Path> resolved(Path file, String name) {
    try {
      return Optional.of(file.toAbsolutePath().resolveSibling(name));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
