package io.sextant.gateway.inbound;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/// What a refused request still sends.
///
/// A connection that is closed while its client still sends is reset, and the client loses the
/// answer: one that was told to retry later, or to show a key, would see a fault of the network
/// instead. So the rest is read and dropped, within bounds (RFC 9112, section 9.6).
public final class Remainder {
  /// Senders of more are cut off.
  private static final long BYTES = 16L << 20;

  /// Slower senders are cut off.
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private static final int CHUNK = 16 << 10;

  private static final String BEGUN = Remainder.class.getName() + ".begun";

  private Remainder() {}

  /// The body of a request as it comes. Closing it leaves what has not come yet: Jetty's own stream
  /// would break the request off, and with it the answer.
  public static InputStream open(Request request) {
    request.setAttribute(BEGUN, true);
    return new FilterInputStream(Content.Source.asInputStream(request)) {
      @Override
      public void close() {}
    };
  }

  /// Before a refusal is answered: reads what the request still sends, or announces that the
  /// connection ends. A client that waits for a sign before it sends its body gets the answer
  /// instead.
  public static void settle(Response response) {
    Request request = response.getRequest();
    boolean waits =
        request.getHeaders().contains(HttpHeader.EXPECT) && request.getAttribute(BEGUN) == null;
    if (waits || !drop(Content.Source.asInputStream(request))) {
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
    }
  }

  /// Reads and drops the rest; a bound on the time holds between two reads.
  ///
  /// @return whether all of it came, so that the connection can serve another request
  public static boolean drop(InputStream body) {
    long end = System.nanoTime() + WITHIN.toNanos();
    byte[] chunk = new byte[CHUNK];
    try {
      long left = BYTES;
      int read = body.read(chunk);
      while (read >= 0 && left > 0 && System.nanoTime() < end) {
        left -= read;
        read = body.read(chunk);
      }
      return read < 0;
    } catch (IOException _) {
      // The client is gone, or sent what is no body: then nobody waits for the rest.
      return false;
    }
  }
}
