package io.sextant.cli.up;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.DocumentFiles;
import io.sextant.cli.ExitCode;
import io.sextant.cli.gateway.GatewayFiles;
import io.sextant.core.policy.Policy;
import io.sextant.gateway.approval.WebhookConfig;
import io.sextant.gateway.config.GatewayConfig;
import io.sextant.gateway.config.LimitConfig;
import io.sextant.gateway.config.PolicyFile;
import io.sextant.gateway.config.ShippedPolicies;
import io.sextant.gateway.config.UpstreamConfig;
import io.sextant.gateway.protocol.Operation.Family;
import io.sextant.server.gateway.GatewayPlan;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// Which gateway the server is to run, by the options of `sextant up`.
final class GatewayOptions {
  private final Console console;

  GatewayOptions(Console console) {
    this.console = console;
  }

  /// The gateway to run; empty when neither a configuration nor an upstream is given.
  ///
  /// @throws CommandFailure when what is given cannot be used
  Optional<GatewayPlan> plan(
      Optional<String> file, Optional<String> upstream, String policy, int port) {
    Optional<String> url =
        upstream
            .or(() -> Optional.ofNullable(console.environment().get("SEXTANT_UPSTREAM")))
            .filter(it -> !it.isBlank());
    if (file.isPresent()) {
      if (upstream.isPresent()) {
        throw new CommandFailure(ExitCode.USAGE, "--gateway and --upstream exclude each other", "");
      }
      var result = GatewayFiles.config(file.get(), console);
      return result
          .config()
          .map(config ->
              new GatewayPlan(
                  config,
                  watched(file.get(), result.policyFile()),
                  watched(file.get(), result.dataPolicyFile())));
    }
    return url.map(it -> simple(it, policy, port));
  }

  private Optional<PolicyFile> watched(String config, Optional<String> named) {
    return named
        .flatMap(name -> GatewayFiles.resolved(Path.of(config), name))
        .map(it -> new PolicyFile(it, DocumentFiles.read(it.toString(), console)));
  }

  private GatewayPlan simple(String url, String policy, int port) {
    Optional<URI> address = GatewayConfig.address(url);
    if (address.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "'" + url + "' is not the address of a server",
          "Write it as https://api.example.com, without '/v1'.");
    }
    Policy read = GatewayFiles.policy(policy, console);
    UpstreamConfig upstream =
        new UpstreamConfig(
            "upstream", address.get(), EnumSet.allOf(Family.class), List.of(), Optional.empty());
    Optional<PolicyFile> watched =
        ShippedPolicies.text(policy).isPresent()
            ? Optional.empty()
            : Optional.of(new PolicyFile(Path.of(policy), DocumentFiles.read(policy, console)));
    return new GatewayPlan(
        new GatewayConfig(
            GatewayConfig.HOST,
            port,
            List.of(upstream),
            read,
            List.of(),
            Optional.empty(),
            LimitConfig.DEFAULT,
            List.of(),
            List.of(),
            WebhookConfig.All.NONE),
        watched,
        Optional.empty());
  }
}
