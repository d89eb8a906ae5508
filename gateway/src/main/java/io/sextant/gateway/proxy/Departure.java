package io.sextant.gateway.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// Notices that a client left while nothing is read from it or written to it. Interim answers (1xx)
/// could tell too, but clients give up after five or eight of them.
final class Departure {
  private static final int BYTES = 1_024;

  private final EndPoint connection;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  private Departure(EndPoint connection) {
    this.connection = connection;
  }

  /// Watches from now on; the connection is not used for another request.
  ///
  /// @param response closes its connection: who watches it is the last to read from it
  /// @return done when the client left, never otherwise
  static CompletableFuture<Void> of(Request request, Response response) {
    response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
    Departure departure =
        new Departure(request.getConnectionMetaData().getConnection().getEndPoint());
    departure.watch();
    return departure.gone;
  }

  private void watch() {
    connection.tryFillInterested(Callback.from(this::look, _ -> gone.complete(null)));
  }

  private void look() {
    ByteBuffer read = BufferUtil.allocate(BYTES);
    try {
      int count = connection.fill(read);
      while (count > 0) {
        // A request sent ahead; its sender learns that this connection ends.
        BufferUtil.clear(read);
        count = connection.fill(read);
      }
      if (count < 0) {
        gone.complete(null);
      } else {
        watch();
      }
    } catch (IOException _) {
      gone.complete(null);
    }
  }
}
