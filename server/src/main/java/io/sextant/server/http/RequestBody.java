package io.sextant.server.http;

import java.io.FilterInputStream;
import java.io.InputStream;

/// A request's body, which stays open until its answer is known.
public final class RequestBody extends FilterInputStream {
  /// @param stream the server closes it with the request
  public RequestBody(InputStream stream) {
    super(stream);
  }

  @Override
  public void close() {
    // Whoever reads it may be done with it before the request is.
  }
}
