package io.sextant.gateway.tls;

import io.sextant.gateway.tls.KeyMaterial.Door;
import io.sextant.gateway.tls.KeyMaterial.Unusable;
import io.sextant.gateway.tls.KeyMaterial.Way;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// Makes what Jetty does TLS with. TLS 1.2 and 1.3 only.
public final class TlsContexts {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private TlsContexts() {}

  /// For the door of a gateway.
  ///
  /// @throws Unusable when files cannot be used as they are now
  public static SslContextFactory.Server of(Door door, InstantSource clock) throws Unusable {
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setIncludeProtocols(PROTOCOLS);
    factory.setRenegotiationAllowed(false);
    fill(factory, door, clock.instant());
    return factory;
  }

  /// Reads the files again.
  ///
  /// @throws Unusable when they cannot be used; what was in use stays
  public static void reload(SslContextFactory.Server factory, Door door, InstantSource clock)
      throws Unusable {
    SslContextFactory.Server checked = of(door, clock);
    try {
      factory.reload(it -> {
        it.setKeyStore(checked.getKeyStore());
        it.setTrustStore(checked.getTrustStore());
      });
    } catch (Exception e) {
      throw new Unusable("the certificates cannot be exchanged: " + e.getMessage(), e);
    }
  }

  private static void fill(SslContextFactory.Server factory, Door door, Instant now)
      throws Unusable {
    KeyReader reader = new KeyReader(now);
    factory.setKeyStore(reader.read(door.own()));
    factory.setKeyStorePassword(KeyReader.PASSWORD);
    Optional<Path> authorities = door.clientAuthorities();
    if (authorities.isPresent()) {
      factory.setTrustStore(reader.authorities(authorities.get()));
      factory.setNeedClientAuth(door.clientsNeedOne());
      factory.setWantClientAuth(!door.clientsNeedOne());
    }
  }

  /// For the way to an upstream; its name must be in its certificate.
  ///
  /// @throws Unusable when files cannot be used as they are now
  public static SslContextFactory.Client of(Way way, InstantSource clock) throws Unusable {
    KeyReader reader = new KeyReader(clock.instant());
    SslContextFactory.Client factory = new SslContextFactory.Client();
    factory.setIncludeProtocols(PROTOCOLS);
    factory.setEndpointIdentificationAlgorithm("HTTPS");
    if (way.own().isPresent()) {
      factory.setKeyStore(reader.read(way.own().get()));
      factory.setKeyStorePassword(KeyReader.PASSWORD);
    }
    if (way.authorities().isPresent()) {
      factory.setTrustStore(reader.authorities(way.authorities().get()));
    }
    return factory;
  }

  /// Reads all files of a door, to find mistakes before it is opened.
  public static void check(Door door, InstantSource clock) throws Unusable {
    var _ = of(door, clock);
  }

  /// The same of a way.
  public static void check(Way way, InstantSource clock) throws Unusable {
    var _ = of(way, clock);
  }
}
