package io.sextant.gateway.tls;

import io.sextant.gateway.tls.KeyMaterial.Door;
import io.sextant.gateway.tls.KeyMaterial.Unusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes up certificates that were exchanged, for connections that come from then on. Those that
/// cannot be used leave what was there in use.
public final class FreshCertificates implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FreshCertificates.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final SslContextFactory.Server factory;
  private final Door door;
  private final InstantSource clock;
  private final Thread thread = Thread.ofVirtual().name("certificates").unstarted(this::run);
  private List<byte[]> last;

  public FreshCertificates(SslContextFactory.Server factory, Door door, InstantSource clock) {
    this.factory = factory;
    this.door = door;
    this.clock = clock;
    this.last = contents();
  }

  public void start() {
    thread.start();
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(LOOK);
        look();
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  /// Looks whether files were changed.
  void look() {
    List<byte[]> now = contents();
    if (same(now, last)) {
      return;
    }
    last = now;
    try {
      TlsContexts.reload(factory, door, clock);
      LOG.info("the certificates were exchanged");
    } catch (Unusable e) {
      LOG.error("the certificates that were there stay in use: {}", e.getMessage());
    }
  }

  private static boolean same(List<byte[]> one, List<byte[]> other) {
    for (int i = 0; i < one.size(); i++) {
      if (!java.util.Arrays.equals(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private List<byte[]> contents() {
    List<Path> files = new ArrayList<>(door.own().files());
    door.clientAuthorities().ifPresent(files::add);
    List<byte[]> contents = new ArrayList<>();
    for (Path file : files) {
      try {
        contents.add(Files.readAllBytes(file));
      } catch (IOException _) {
        // It is being exchanged; the next look finds it.
        contents.add(new byte[0]);
      }
    }
    return contents;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
