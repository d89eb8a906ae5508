package io.sextant.ledger.log;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/// The public files of a log at an address. May be used by any thread.
public final class HttpTiles implements TileSource {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final int MISSING = 404;
  private static final int GONE = 410;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final String prefix;

  /// @param prefix `http` or `https`; redirects are not followed
  public HttpTiles(URI prefix) {
    this.prefix = prefix.toString().replaceAll("/+$", "") + "/";
  }

  @Override
  public Optional<byte[]> read(String path, int limit) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(prefix + path)).timeout(ANSWER).build();
    try {
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        return switch (answer.statusCode()) {
          case OK -> Optional.of(bounded(body, path, limit));
          case MISSING, GONE -> Optional.empty();
          default ->
              throw new LedgerException(
                  Reason.INACCESSIBLE,
                  prefix + path + " answered " + answer.statusCode() + ", expected 200");
        };
      }
    } catch (IOException e) {
      throw new LedgerException(Reason.INACCESSIBLE, "cannot fetch " + prefix + path + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerException(Reason.INACCESSIBLE, "interrupted while fetching " + path, e);
    }
  }

  private byte[] bounded(InputStream body, String path, int limit) throws IOException {
    byte[] bytes = body.readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw new LedgerException(
          Reason.MALFORMED, prefix + path + " is longer than the " + limit + " bytes it may have");
    }
    return bytes;
  }
}
