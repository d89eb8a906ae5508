package io.sextant.gateway.approval;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/// Resolves names to addresses that a webhook may have. The connection is made to the very address
/// that was looked at, so that a name which changes its address in between gains nothing.
final class SafeAddresses implements SocketAddressResolver {
  private final boolean loopback;

  /// @param loopback whether this machine may be reached
  SafeAddresses(boolean loopback) {
    this.loopback = loopback;
  }

  @Override
  public void resolve(
      String host,
      int port,
      Map<String, Object> context,
      Promise<List<InetSocketAddress>> promise) {
    try {
      List<InetSocketAddress> addresses =
          Stream.of(InetAddress.getAllByName(host))
              .filter(this::allowed)
              .map(address -> new InetSocketAddress(address, port))
              .toList();
      if (addresses.isEmpty()) {
        promise.failed(new UnknownHostException(host + " has no address that a webhook may have"));
      } else {
        promise.succeeded(addresses);
      }
    } catch (UnknownHostException e) {
      promise.failed(e);
    }
  }

  /// Link-local addresses are where clouds answer questions about their machines' credentials.
  boolean allowed(InetAddress address) {
    return !address.isAnyLocalAddress()
        && !address.isLinkLocalAddress()
        && !address.isMulticastAddress()
        && (loopback || !address.isLoopbackAddress());
  }
}
