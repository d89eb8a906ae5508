package io.sextant.gateway.access;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import io.sextant.gateway.access.TokenConfig.KeyPlace;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.text.ParseException;
import java.time.Duration;

/// The public keys of an issuer. They are fetched when they are needed first, kept for five
/// minutes, and fetched anew when a token names a key that is not among them, at most every thirty
/// seconds: so keys can be exchanged while the gateway runs, and nobody makes it ask for ever. When
/// they cannot be had, those known stay in use for four hours.
final class TokenKeys {
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration REFRESH = Duration.ofSeconds(15);
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(30);
  private static final Duration OUTAGE = Duration.ofHours(4);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MOST_BYTES = 256 << 10;

  private TokenKeys() {}

  static JWKSource<SecurityContext> of(KeyPlace place) {
    return of(place, LEAST_PAUSE);
  }

  static JWKSource<SecurityContext> of(KeyPlace place, Duration leastPause) {
    return switch (place) {
      case KeyPlace.Address(URI url) -> fetched(url, leastPause);
      case KeyPlace.Local(var file) ->
          // A file is read again for each token that needs it: it is small, and near.
          new JWKSetBasedJWKSource<>(
              new JWKSetSource<SecurityContext>() {
                @Override
                public JWKSet getJWKSet(
                    com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator refresh,
                    long now,
                    SecurityContext context)
                    throws com.nimbusds.jose.KeySourceException {
                  try {
                    return JWKSet.parse(Files.readString(file));
                  } catch (IOException | ParseException e) {
                    throw new com.nimbusds.jose.KeySourceException(
                        "the keys in " + file + " cannot be read", e);
                  }
                }

                @Override
                public void close() {}
              });
    };
  }

  private static JWKSource<SecurityContext> fetched(URI url, Duration leastPause) {
    try {
      return JWKSourceBuilder.create(url.toURL(), new Fetcher())
          .cache(KEPT.toMillis(), REFRESH.toMillis())
          .rateLimited(leastPause.toMillis())
          .outageTolerant(OUTAGE.toMillis())
          .build();
    } catch (java.net.MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// Follows no redirect and reads no more than keys can be.
  private static final class Fetcher implements ResourceRetriever {
    private final HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT)
            .build();

    @Override
    public Resource retrieveResource(URL url) throws IOException {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url.toString()))
              .timeout(TIMEOUT)
              .header("accept", "application/jwk-set+json, application/json")
              .build();
      try {
        HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
        try (InputStream in = answer.body()) {
          byte[] body = in.readNBytes(MOST_BYTES + 1);
          if (answer.statusCode() != 200 || body.length > MOST_BYTES) {
            throw new IOException(
                url.getHost() + " answered " + answer.statusCode() + " with no set of keys");
          }
          return new Resource(new String(body, StandardCharsets.UTF_8), "application/json");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while fetching keys", e);
      }
    }
  }
}
