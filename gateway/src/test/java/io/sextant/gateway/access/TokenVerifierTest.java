package io.sextant.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.sextant.gateway.access.TokenConfig.KeyPlace;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenVerifierTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final RSAKey RSA = rsa("one");
  private static final ECKey EC = ec();

  @TempDir Path folder;
  private Path keys;
  private TokenVerifier verifier;

  private static RSAKey rsa(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey ec() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("two").generate();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void begin() throws Exception {
    keys = folder.resolve("keys.json");
    write(RSA, EC);
    verifier = verifier(new KeyPlace.Local(keys));
  }

  private void write(JWK... known) throws Exception {
    Files.writeString(keys, new JWKSet(List.of(known)).toString(true));
  }

  private static TokenVerifier verifier(KeyPlace place) {
    TokenConfig config =
        new TokenConfig(
            "https://login.example",
            "gateway",
            place,
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256),
            "roles",
            Duration.ofSeconds(60));
    return new TokenVerifier(config, TokenKeys.of(place, Duration.ofMillis(1)), () -> NOW);
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("https://login.example")
        .audience(List.of("other", "gateway"))
        .subject("u-17")
        .claim("email", "ann@example.com")
        .claim("roles", List.of("bot", "export"))
        .expirationTime(Date.from(NOW.plusSeconds(300)));
  }

  private static String sign(JWSAlgorithm algorithm, String key, JWSSigner by, JWTClaimsSet claims)
      throws Exception {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(algorithm).keyID(key).type(JOSEObjectType.JWT).build(), claims);
    token.sign(by);
    return token.serialize();
  }

  private static String rsaToken(JWTClaimsSet claims) throws Exception {
    return sign(JWSAlgorithm.RS256, "one", new RSASSASigner(RSA), claims);
  }

  @Test
  void aGoodTokenSaysWhoAsks() throws Exception {
    Principal principal = verifier.of(rsaToken(claims().build())).orElseThrow();

    assertThat(principal.id()).isEqualTo("token:u-17");
    assertThat(principal.roles()).containsExactly("bot", "export");
    assertThat(principal.verified()).isTrue();
    assertThat(principal.people()).containsExactlyInAnyOrder("u-17", "ann@example.com");
    String other =
        sign(
            JWSAlgorithm.ES256, "two", new ECDSASigner(EC), claims().claim("roles", "a b").build());
    assertThat(verifier.of(other).orElseThrow().roles()).containsExactly("a", "b");
  }

  @Test
  void theClaimsArePinned() throws Exception {
    for (JWTClaimsSet wrong :
        List.of(
            claims().issuer("https://login.example.evil").build(),
            claims().issuer(null).build(),
            claims().audience("other").build(),
            claims().audience((String) null).build(),
            claims().subject(null).build(),
            claims().expirationTime(null).build(),
            claims().expirationTime(Date.from(NOW.minusSeconds(61))).build(),
            claims().notBeforeTime(Date.from(NOW.plusSeconds(61))).build())) {
      assertThat(verifier.of(rsaToken(wrong))).as(wrong.toString()).isEmpty();
    }
    assertThat(
            verifier.of(
                rsaToken(
                    claims()
                        .expirationTime(Date.from(NOW.minusSeconds(59)))
                        .notBeforeTime(Date.from(NOW.plusSeconds(59)))
                        .build())))
        .as("clocks may differ by a minute")
        .isPresent();
  }

  @Test
  void noOtherAlgorithmIsTried() throws Exception {
    byte[] publicKey = RSA.toRSAPublicKey().getEncoded();
    String confused = sign(JWSAlgorithm.HS256, "one", new MACSigner(publicKey), claims().build());
    byte[] pem = RSA.toPublicJWK().toJSONString().getBytes(UTF_8);
    String confusedJson = sign(JWSAlgorithm.HS256, "one", new MACSigner(pem), claims().build());
    String unsigned = new PlainJWT(new PlainHeader(), claims().build()).serialize();
    String notPinned = sign(JWSAlgorithm.RS512, "one", new RSASSASigner(RSA), claims().build());
    String stripped = rsaToken(claims().build()).replaceFirst("[^.]+$", "");
    String[] parts = rsaToken(claims().build()).split("\\.");
    String swapped =
        parts[0]
            + "."
            + rsaToken(claims().subject("admin").build()).split("\\.")[1]
            + "."
            + parts[2];
    RSAKey foreign = rsa("one");
    SignedJWT own =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("one")
                .jwk(foreign.toPublicJWK())
                .jwkURL(URI.create("http://127.0.0.1:1/keys"))
                .build(),
            claims().build());
    own.sign(new RSASSASigner(foreign));

    for (String token :
        List.of(
            confused,
            confusedJson,
            unsigned,
            notPinned,
            stripped,
            swapped,
            own.serialize(),
            "..",
            "a.b.c",
            "")) {
      assertThat(verifier.of(token)).as(token).isEmpty();
    }
  }

  @Test
  void keysCanBeExchangedWhileItRuns() throws Exception {
    String before = rsaToken(claims().build());
    assertThat(verifier.of(before)).isPresent();
    RSAKey next = rsa("three");
    String after = sign(JWSAlgorithm.RS256, "three", new RSASSASigner(next), claims().build());
    assertThat(verifier.of(after)).isEmpty();

    write(next);

    assertThat(verifier.of(after)).isPresent();
    assertThat(verifier.of(before)).as("its key was taken away").isEmpty();
    Files.writeString(keys, "{");
    assertThat(verifier.of(after)).isEmpty();
  }

  @Test
  void keysAreFetchedWhenANewOneIsNamedAndKeptWhenTheirPlaceIsDown() throws Exception {
    RSAKey next = rsa("three");
    AtomicInteger asked = new AtomicInteger();
    HttpServer place =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    place.createContext(
        "/keys",
        exchange -> {
          JWK key = asked.incrementAndGet() == 1 ? RSA : next;
          byte[] body = new JWKSet(key).toString(true).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    place.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/keys");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    place.start();
    URI at = URI.create("http://127.0.0.1:" + place.getAddress().getPort() + "/keys");
    TokenVerifier remote = verifier(new KeyPlace.Address(at));
    assertThat(verifier(new KeyPlace.Address(at.resolve("/moved"))).of(rsaToken(claims().build())))
        .as("no redirect is followed")
        .isEmpty();
    assertThat(asked).hasValue(0);

    assertThat(remote.of(rsaToken(claims().build()))).isPresent();
    assertThat(remote.of(rsaToken(claims().build()))).isPresent();
    assertThat(asked).hasValue(1);
    String after = sign(JWSAlgorithm.RS256, "three", new RSASSASigner(next), claims().build());
    assertThat(remote.of(after)).isPresent();
    place.stop(0);
    assertThat(remote.of(after)).isPresent();
  }

  @Test
  void tokensStandBesideKeysAndNobodyElsePasses() throws Exception {
    Principals principals =
        new Principals(
            List.of(new Principals.Known("bot", Principals.hash("bot-key"), List.of())),
            Optional.of(verifier));

    assertThat(principals.of(Optional.of("bot-key"), Optional.empty(), "a").orElseThrow().id())
        .isEqualTo("bot");
    assertThat(
            principals
                .of(Optional.of(rsaToken(claims().build())), Optional.empty(), "a")
                .orElseThrow()
                .id())
        .isEqualTo("token:u-17");
    assertThat(principals.of(Optional.of("other"), Optional.empty(), "a")).isEmpty();
    assertThat(principals.of(Optional.empty(), Optional.empty(), "a")).isEmpty();
    assertThat(
            new Principals(List.of(), Optional.of(verifier))
                .of(Optional.empty(), Optional.empty(), "a"))
        .as("tokens alone close the gateway too")
        .isEmpty();
  }
}
