package io.sextant.gateway.config;

import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Tree;
import io.sextant.gateway.access.Secret;
import io.sextant.gateway.tls.KeyMaterial;
import io.sextant.gateway.tls.KeyMaterial.Door;
import io.sextant.gateway.tls.KeyMaterial.Unusable;
import io.sextant.gateway.tls.KeyMaterial.Way;
import io.sextant.gateway.tls.TlsContexts;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads what stands under `tls`, of the door and of ways to upstreams, and tries the files.
final class TlsConfigReader {
  private static final String UNUSABLE = "SX-GATEWAY-005";
  private static final Set<String> DOOR_KEYS =
      Set.of("certificate", "key", "store", "password", "client-authorities", "clients");
  private static final Set<String> WAY_KEYS =
      Set.of("certificate", "key", "store", "password", "authorities");

  private final GatewayConfigReader reader;
  private final IssueLog log;
  private final Function<String, Optional<Path>> paths;

  TlsConfigReader(
      GatewayConfigReader reader, IssueLog log, Function<String, Optional<Path>> paths) {
    this.reader = reader;
    this.log = log;
    this.paths = paths;
  }

  Optional<Door> door(Tree tree) {
    reader.known(tree, DOOR_KEYS);
    Optional<KeyMaterial> own = own(tree);
    if (own.isEmpty() && log.errors() == 0) {
      missing(tree);
    }
    String clients = tree.text("clients").orElse("required");
    boolean known = clients.equals("required") || clients.equals("wanted");
    if (!known) {
      wrong(tree.get("clients").orElse(tree), "expected required or wanted", "");
    }
    Optional<Path> authorities = path(tree, "client-authorities");
    if (tree.get("clients").isPresent() && authorities.isEmpty()) {
      wrong(
          tree.get("clients").orElse(tree),
          "'clients' has no effect without 'client-authorities'",
          "Name the file of the authorities whose certificates of clients are taken.");
    }
    Optional<Door> door = own.map(it -> new Door(it, authorities, clients.equals("required")));
    door.ifPresent(it -> tried(tree, () -> TlsContexts.check(it, InstantSource.system())));
    return door;
  }

  Optional<Way> way(Tree tree) {
    reader.known(tree, WAY_KEYS);
    Way way = new Way(own(tree), path(tree, "authorities"));
    if (way.own().isEmpty() && way.authorities().isEmpty()) {
      wrong(
          tree,
          "'tls' of an upstream names nothing",
          "Name 'authorities', or 'certificate' and 'key'.");
    }
    tried(tree, () -> TlsContexts.check(way, InstantSource.system()));
    return Optional.of(way);
  }

  /// What may fail.
  @FunctionalInterface
  private interface Try {
    void now() throws Unusable;
  }

  private void tried(Tree at, Try work) {
    try {
      work.now();
    } catch (Unusable e) {
      log.error(
          UNUSABLE,
          at.place(),
          String.valueOf(e.getMessage()),
          "See docs/gateway.md, TLS. The gateway does not start without it.");
    }
  }

  private Optional<KeyMaterial> own(Tree tree) {
    Optional<Path> store = path(tree, "store");
    if (store.isPresent()) {
      Optional<Secret> password = tree.get("password").flatMap(reader::secret);
      if (tree.get("password").isEmpty()) {
        wrong(tree, "a 'store' has a 'password'", "Write 'password: \"env:NAME\"'.");
      }
      return password.map(it -> new KeyMaterial.Store(store.get(), it));
    }
    Optional<Path> certificate = path(tree, "certificate");
    Optional<Path> key = path(tree, "key");
    if (certificate.isPresent() != key.isPresent()) {
      missing(tree);
    }
    return certificate.flatMap(chain -> key.map(secret -> new KeyMaterial.Pem(chain, secret)));
  }

  private void missing(Tree tree) {
    wrong(
        tree,
        "'tls' needs 'certificate' and 'key', or 'store' and 'password'",
        "Both are files: PEM, or PKCS #12.");
  }

  private Optional<Path> path(Tree tree, String key) {
    Optional<String> written = tree.text(key);
    if (written.filter(it -> it.contains("-----BEGIN")).isPresent()) {
      wrong(tree.get(key).orElse(tree), "keys are named, not written here", "Write a file's name.");
      return Optional.empty();
    }
    return written.flatMap(paths);
  }

  private void wrong(Tree at, String message, String hint) {
    log.error(GatewayConfigReader.WRONG, at.place(), message, hint);
  }
}
