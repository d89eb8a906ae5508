package io.sextant.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/// Where the server listens. A port of 0 takes a free one.
///
/// @param publicUrl the address by which browsers reach the server through a reverse proxy
public record ListenConfig(
    String host, int port, int otlpHttpPort, int otlpGrpcPort, Optional<URI> publicUrl) {
  /// The loopback address: nothing outside this machine reaches it.
  public static final String HOST = "127.0.0.1";

  /// Pages and API.
  public static final int PORT = 7575;

  /// The port that OTLP/HTTP exporters use unless told otherwise.
  public static final int OTLP_HTTP_PORT = 4318;

  /// The port that OTLP/gRPC exporters use unless told otherwise.
  public static final int OTLP_GRPC_PORT = 4317;

  public static final ListenConfig DEFAULT =
      new ListenConfig(HOST, PORT, OTLP_HTTP_PORT, OTLP_GRPC_PORT, Optional.empty());

  /// On loopback, at free ports.
  public static final ListenConfig FREE_PORTS = new ListenConfig(HOST, 0, 0, 0, Optional.empty());

  InetSocketAddress address(int at) {
    return new InetSocketAddress(host, at);
  }

  /// Whether only this machine can reach the server.
  boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /// Whether browsers reach the server by TLS.
  boolean isSecure() {
    return publicUrl.filter(url -> "https".equals(url.getScheme())).isPresent();
  }

  /// The address to show for a port.
  URI shown(int at) {
    String name = isWildcard() ? HOST : host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + at);
  }

  private boolean isWildcard() {
    return address(0).getAddress() != null && address(0).getAddress().isAnyLocalAddress();
  }
}
