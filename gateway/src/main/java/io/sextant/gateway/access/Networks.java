package io.sextant.gateway.access;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/// Tells where requests come from, wider than one address, since who has one address often has its
/// neighbours: /24 of IPv4, /48 of IPv6.
public final class Networks {
  private static final int IPV4_BYTES = 3;
  private static final int IPV6_BYTES = 6;

  private Networks() {}

  /// The network of a request, by its connection and never by what it says.
  public static String of(Request request) {
    return address(request).map(Networks::of).orElse("network:unknown");
  }

  /// The address of a request, by its connection and never by what it says.
  public static Optional<InetAddress> address(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress socket
        ? Optional.ofNullable(socket.getAddress())
        : Optional.empty();
  }

  static String of(InetAddress address) {
    int bytes = address instanceof Inet4Address ? IPV4_BYTES : IPV6_BYTES;
    return "network:" + HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), bytes));
  }
}
