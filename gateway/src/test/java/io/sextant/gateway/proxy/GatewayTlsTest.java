package io.sextant.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sextant.core.tool.AgentMemory;
import io.sextant.gateway.approval.ApprovalLimits;
import io.sextant.gateway.approval.ApprovalStore;
import io.sextant.gateway.approval.Approvals;
import io.sextant.gateway.config.GatewayConfig;
import io.sextant.gateway.config.GatewayConfigReader;
import io.sextant.gateway.config.GatewayConfigReader.Surroundings;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.proxy.FakeModel.Said;
import io.sextant.gateway.record.Decisions.Kept;
import io.sextant.gateway.record.Events;
import io.sextant.gateway.tls.TestAuthority;
import io.sextant.gateway.tls.TestAuthority.Issued;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GatewayTlsTest {
  private static final char[] PASSWORD = "test".toCharArray();

  @TempDir private Path folder;
  private final FakeModel model = newModel();
  private final List<Kept> kept = Collections.synchronizedList(new ArrayList<>());
  private final List<AutoCloseable> open = new ArrayList<>();
  private TestAuthority authority;

  private static FakeModel newModel() {
    try {
      return new FakeModel();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void certificates() throws Exception {
    authority = new TestAuthority("CN=Test Authority");
    authority.certificate(folder.resolve("ca.pem"));
    server(authority.issue("CN=gateway", "dns:localhost", "ip:127.0.0.1"));
  }

  private void server(Issued issued) throws Exception {
    issued.key(folder.resolve("server.key"));
    issued.certificate(folder.resolve("server.pem"));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
    model.close();
  }

  private GatewayConfigReader.Result read(String config) {
    return GatewayConfigReader.read(
        "gateway.yaml",
        config,
        new Surroundings(
            Map.of("STORE_PASSWORD", "test"),
            name -> Optional.empty(),
            name -> Optional.of(folder.resolve(name))));
  }

  private String config(String tls, String principals, String upstream) {
    return """
    listen: {host: 127.0.0.1, port: 0, tls: %s}
    upstreams: [%s]
    policy: observe
    principals: %s
    """
        .formatted(tls, upstream, principals);
  }

  private Gateway start(String text) throws IOException {
    GatewayConfigReader.Result result = read(text);
    assertThat(result.issues()).isEmpty();
    GatewayConfig config = result.config().orElseThrow();
    Gateway gateway =
        Gateway.start(
            config,
            Detectors.builtIn(),
            new Approvals(
                ApprovalLimits.DEFAULT,
                _ -> CompletableFuture.completedFuture(0L),
                ApprovalStore.NONE,
                Approvals.Listener.NONE,
                InstantSource.system(),
                new SecureRandom()),
            AgentMemory.FORGETFUL,
            decision -> {
              kept.add(decision);
              return CompletableFuture.completedFuture(0L);
            },
            Events.NONE,
            InstantSource.system());
    open.add(gateway);
    return gateway;
  }

  private SSLContext context(Optional<Issued> own) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("ca", authority.certificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    KeyStore mine = KeyStore.getInstance("PKCS12");
    mine.load(null, PASSWORD);
    if (own.isPresent()) {
      mine.setKeyEntry(
          "own", own.get().key(), PASSWORD, new Certificate[] {own.get().certificate()});
    }
    keys.init(mine, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private HttpResponse<String> chat(Gateway gateway, Optional<Issued> own, String... headers)
      throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(context(own)).build()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(
                  URI.create("https://localhost:" + gateway.port() + "/v1/chat/completions"))
              .header("content-type", "application/json")
              .POST(
                  BodyPublishers.ofString(
                      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"));
      for (int i = 0; i < headers.length; i += 2) {
        request.header(headers[i], headers[i + 1]);
      }
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  private String plainUpstream() {
    model.says(Said.json(200, "{\"choices\":[]}"));
    return "{id: m, url: \"" + model.url() + "\"}";
  }

  private static final String OWN = "{certificate: server.pem, key: server.key}";

  @Test
  void takesNothingButCurrentTls() throws Exception {
    Gateway gateway = start(config(OWN, "[]", plainUpstream()));
    assertThat(chat(gateway, Optional.empty()).statusCode()).isEqualTo(200);

    for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
      try (SSLSocket socket = socket(gateway, protocol)) {
        socket.startHandshake();
        assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
      }
    }
    // Plain HTTP on this port is told no secret and no answer.
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThatThrownBy(() ->
              client.send(
                  HttpRequest.newBuilder(
                          URI.create("http://localhost:" + gateway.port() + "/health"))
                      .build(),
                  BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  private SSLSocket socket(Gateway gateway, String protocol) throws Exception {
    SSLSocket socket =
        (SSLSocket)
            context(Optional.empty()).getSocketFactory().createSocket("127.0.0.1", gateway.port());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {protocol});
    socket.setSSLParameters(parameters);
    return socket;
  }

  @Test
  void aCertificateSaysWhoAsks() throws Exception {
    Gateway gateway =
        start(
            config(
                "{certificate: server.pem, key: server.key, client-authorities: ca.pem, clients: wanted}",
                """
                [{id: robot, certificates: ["subject:O=Example, CN=Robot"], roles: [bot]},
                 {id: service, certificates: ["uri:spiffe://example/service"]},
                 {id: person, key-sha256: "%s"}]
                """
                    .formatted(io.sextant.gateway.access.Principals.hash("key")),
                plainUpstream()));
    Issued robot = authority.issue("O=example,CN=robot");
    Issued service = authority.issue("CN=any", "uri:spiffe://example/service");
    Issued stranger = authority.issue("CN=stranger");
    Issued foreign = new TestAuthority("CN=Test Authority").issue("O=example,CN=robot");

    assertThat(chat(gateway, Optional.of(robot)).statusCode()).isEqualTo(200);
    assertThat(kept.getLast().principal()).isEqualTo("robot");
    assertThat(chat(gateway, Optional.of(service)).statusCode()).isEqualTo(200);
    assertThat(kept.getLast().principal()).isEqualTo("service");
    assertThat(chat(gateway, Optional.of(stranger)).statusCode()).isEqualTo(401);
    assertThat(chat(gateway, Optional.empty()).statusCode()).isEqualTo(401);
    assertThat(chat(gateway, Optional.of(stranger), "x-api-key", "key").statusCode())
        .isEqualTo(200);
    assertThat(chat(gateway, Optional.of(robot), "x-api-key", "key").statusCode())
        .as("a key beside the certificate of somebody else")
        .isEqualTo(401);
    assertThatThrownBy(() -> chat(gateway, Optional.of(foreign))).isInstanceOf(IOException.class);
  }

  @Test
  void nobodyComesInWithoutWhereCertificatesAreRequired() throws Exception {
    Gateway gateway =
        start(
            config(
                "{certificate: server.pem, key: server.key, client-authorities: ca.pem}",
                "[{id: robot, certificates: [\"dns:robot.example\"]}]",
                plainUpstream()));

    assertThatThrownBy(() -> chat(gateway, Optional.empty())).isInstanceOf(IOException.class);
    assertThat(
            chat(gateway, Optional.of(authority.issue("CN=x", "dns:Robot.Example"))).statusCode())
        .isEqualTo(200);
    assertThatThrownBy(() ->
            chat(
                gateway,
                Optional.of(
                    authority.issue("CN=x", Instant.now().minusSeconds(60), "dns:robot.example"))))
        .as("an expired certificate")
        .isInstanceOf(IOException.class);
  }

  @Test
  void takesUpExchangedCertificatesAndKeepsWhatWasThereWhenTheyAreBad() throws Exception {
    Gateway gateway = start(config(OWN, "[]", plainUpstream()));
    X509Certificate first = shown(gateway);
    Files.writeString(folder.resolve("server.pem"), "no certificate");
    await().pollDelay(java.time.Duration.ofMillis(1_300)).until(() -> shown(gateway).equals(first));

    Issued next = authority.issue("CN=gateway", "dns:localhost", "ip:127.0.0.1");
    server(next);
    await().until(() -> shown(gateway).equals(next.certificate()));
    assertThat(chat(gateway, Optional.empty()).statusCode()).isEqualTo(200);
  }

  private X509Certificate shown(Gateway gateway) throws Exception {
    try (SSLSocket socket = socket(gateway, "TLSv1.3")) {
      socket.startHandshake();
      SSLSession session = socket.getSession();
      return (X509Certificate) session.getPeerCertificates()[0];
    }
  }

  /// The upstream is another gateway, behind TLS, that wants a certificate.
  @Test
  void meetsAnUpstreamThatWantsACertificate() throws Exception {
    Gateway behind =
        start(
            config(
                "{certificate: server.pem, key: server.key, client-authorities: ca.pem}",
                "[{id: front, certificates: [\"subject:CN=front\"]}]",
                plainUpstream()));
    Issued front = authority.issue("CN=front");
    front.certificate(folder.resolve("front.pem"));
    front.key(folder.resolve("front.key"));
    String url = "https://localhost:" + behind.port();
    Gateway good =
        start(
            config(
                OWN,
                "[]",
                "{id: b, url: \""
                    + url
                    + "\", tls: {authorities: ca.pem, certificate: front.pem, key: front.key}}"));
    Gateway untrusting = start(config(OWN, "[]", "{id: b, url: \"" + url + "\"}"));
    Gateway nameless =
        start(config(OWN, "[]", "{id: b, url: \"" + url + "\", tls: {authorities: ca.pem}}"));

    assertThat(chat(good, Optional.empty()).statusCode()).isEqualTo(200);
    assertThat(kept.stream().map(Kept::principal)).contains("front");
    assertThat(chat(untrusting, Optional.empty()).statusCode()).isEqualTo(502);
    assertThat(chat(nameless, Optional.empty()).statusCode()).isEqualTo(502);
  }

  @Test
  void saysWhatIsWrongWithFilesBeforeItStarts() throws Exception {
    Issued other = authority.issue("CN=other");
    other.key(folder.resolve("other.key"));
    Issued old = authority.issue("CN=old", Instant.now().minusSeconds(5));
    old.certificate(folder.resolve("old.pem"));
    old.key(folder.resolve("old.key"));
    Files.writeString(
        folder.resolve("rsa.key"),
        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setKeyEntry("k", other.key(), PASSWORD, new Certificate[] {other.certificate()});
    try (var out = Files.newOutputStream(folder.resolve("good.p12"))) {
      store.store(out, PASSWORD);
    }

    assertThat(problem("{certificate: server.pem, key: other.key}"))
        .contains("is not the one of the certificate");
    assertThat(problem("{certificate: old.pem, key: old.key}")).contains("was good until");
    assertThat(problem("{certificate: server.pem, key: rsa.key}")).contains("openssl pkcs8");
    assertThat(problem("{certificate: none.pem, key: server.key}")).contains("cannot be read");
    assertThat(problem("{certificate: server.key, key: server.key}"))
        .contains("holds no certificate in PEM");
    assertThat(problem("{certificate: server.pem}")).contains("needs 'certificate' and 'key'");
    assertThat(problem("{store: good.p12, password: \"env:NONE\"}")).contains("no secret at");
    assertThat(problem("{store: good.p12, password: plain}")).contains("named, not written here");
    assertThat(
            read(config("{store: good.p12, password: \"env:STORE_PASSWORD\"}", "[]", "")).issues())
        .noneMatch(it -> it.code().equals("SX-GATEWAY-005"));
  }

  private String problem(String tls) {
    return read(config(tls, "[]", "{id: m, url: \"http://127.0.0.1:1\"}"))
        .issues()
        .getFirst()
        .message();
  }
}
