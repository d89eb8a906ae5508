package io.sextant.server;

import io.sextant.gateway.config.GatewayConfig;
import io.sextant.server.StartFailure.Reason;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks for all ports before any is used, so that a person hears of every taken one at once.
final class Ports {
  private static final String GATEWAY_OPTION = "--gateway-port, or 'listen' of its configuration";

  private Ports() {}

  /// @throws StartFailure naming each port that cannot be had, and the option that changes it
  static void check(ListenConfig listen, Optional<GatewayConfig> gateway) {
    Map<String, Integer> wanted = new LinkedHashMap<>();
    wanted.put("--port", listen.port());
    wanted.put("--otlp-http-port", listen.otlpHttpPort());
    wanted.put("--otlp-grpc-port", listen.otlpGrpcPort());
    List<Reason> reasons = new ArrayList<>();
    Map<Integer, String> seen = new LinkedHashMap<>();
    wanted.forEach((option, port) -> {
      String other = port == 0 ? null : seen.putIfAbsent(port, option);
      if (other != null) {
        reasons.add(
            new Reason(
                "port " + port + " is given to both " + other + " and " + option,
                "Choose another with " + option + "."));
      } else {
        tryOut(listen.address(port), option, reasons);
      }
    });
    gateway.ifPresent(
        it -> tryOut(new InetSocketAddress(it.host(), it.port()), GATEWAY_OPTION, reasons));
    if (!reasons.isEmpty()) {
      throw new StartFailure(reasons);
    }
  }

  private static void tryOut(InetSocketAddress address, String option, List<Reason> reasons) {
    if (address.isUnresolved()) {
      reasons.add(
          new Reason(
              "the address " + address.getHostString() + " is unknown",
              "Give an address of this machine with --host."));
      return;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
    } catch (BindException e) {
      reasons.add(
          new Reason(
              "port " + address.getPort() + " of " + address.getHostString() + " is taken",
              "Choose another with " + option + ", or stop what uses it."));
    } catch (IOException | SecurityException e) {
      reasons.add(
          new Reason(
              "port " + address.getPort() + " cannot be used: " + e.getMessage(),
              "Choose another with " + option + "."));
    }
  }
}
