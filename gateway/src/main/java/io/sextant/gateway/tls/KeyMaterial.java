package io.sextant.gateway.tls;

import io.sextant.gateway.access.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where certificates and keys are. They are read when they are needed, so that files may be
/// exchanged.
public sealed interface KeyMaterial {
  /// PEM files, as certificate authorities and their clients write them.
  ///
  /// @param certificate the own certificate, and those above it
  /// @param key private key in PKCS #8, unencrypted
  record Pem(Path certificate, Path key) implements KeyMaterial {}

  /// A key store, PKCS #12 or JKS.
  record Store(Path file, Secret password) implements KeyMaterial {}

  /// The files it stands in.
  default List<Path> files() {
    return switch (this) {
      case Pem(Path certificate, Path key) -> List.of(certificate, key);
      case Store(Path file, _) -> List.of(file);
    };
  }

  /// The door of the gateway.
  ///
  /// @param clientAuthorities whose certificates of clients are taken; empty: none are asked for
  /// @param clientsNeedOne whether nobody comes in without
  record Door(KeyMaterial own, Optional<Path> clientAuthorities, boolean clientsNeedOne) {}

  /// The way to an upstream.
  ///
  /// @param own shown to the upstream; empty: none
  /// @param authorities instead of those that the JDK trusts
  record Way(Optional<KeyMaterial> own, Optional<Path> authorities) {}

  /// What cannot be used, and why, in words for an operator.
  final class Unusable extends Exception {
    Unusable(String message) {
      super(message);
    }

    Unusable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
