package io.sextant.gateway.mcp;

import io.sextant.gateway.access.Secret;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;

/// An MCP server as the gateway speaks to it: in the terms of Streamable HTTP, whatever it is.
/// Thread-safe; callers wait.
interface Backend extends AutoCloseable {
  /// What is sent.
  ///
  /// @param headers of the client that may pass
  /// @param credential of the client, for servers that have none of their own
  /// @param sessionId of the server; may be empty
  record Call(HttpFields headers, Optional<Secret> credential, String sessionId) {}

  /// Sends messages (POST).
  ///
  /// @param bytes the body as it goes on
  Answer post(Call call, Message.Body body, byte[] bytes) throws Refusal;

  /// Listens to what the server says by itself (GET).
  Answer listen(Call call) throws Refusal;

  /// Ends a session (DELETE).
  Answer end(Call call) throws Refusal;

  @Override
  void close();

  /// What a server answers.
  sealed interface Answer extends AutoCloseable {
    int status();

    HttpFields headers();

    @Override
    void close();

    /// All at once.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Whole(int status, HttpFields headers, byte[] body) implements Answer {
      @Override
      public void close() {}
    }

    /// Event by event.
    record Stream(int status, HttpFields headers, Frames frames) implements Answer {
      @Override
      public void close() {
        frames.close();
      }
    }
  }

  /// The events of a stream.
  interface Frames extends AutoCloseable {
    /// The next one with the line that ends it; empty at the end.
    Optional<byte[]> next() throws IOException;

    /// Ends the stream, also for who waits for the next event.
    @Override
    void close();
  }
}
