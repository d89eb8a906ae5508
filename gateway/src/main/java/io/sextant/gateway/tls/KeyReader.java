package io.sextant.gateway.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sextant.gateway.access.Secret;
import io.sextant.gateway.tls.KeyMaterial.Unusable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads certificates and keys, and finds what would otherwise show only when a client comes: a key
/// that is another certificate's, a certificate that is over.
final class KeyReader {
  /// Protects a store that is only ever in memory.
  static final String PASSWORD = "in-memory";

  private static final int MOST_BYTES = 1 << 20;
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]*)PRIVATE KEY-----([^-]*)-----END");
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

  private final Instant now;

  KeyReader(Instant now) {
    this.now = now;
  }

  /// A store with the key and its certificates.
  KeyStore read(KeyMaterial material) throws Unusable {
    return switch (material) {
      case KeyMaterial.Pem(Path certificate, Path key) -> pem(certificate, key);
      case KeyMaterial.Store(Path file, Secret password) -> store(file, password);
    };
  }

  private KeyStore pem(Path certificate, Path key) throws Unusable {
    List<X509Certificate> chain = certificates(certificate);
    PrivateKey secret = privateKey(key);
    check(certificate, chain.getFirst());
    if (!belong(secret, chain.getFirst().getPublicKey())) {
      throw new Unusable("the key in " + key + " is not the one of the certificate " + certificate);
    }
    try {
      KeyStore store = empty();
      store.setKeyEntry("own", secret, PASSWORD.toCharArray(), chain.toArray(new Certificate[0]));
      return store;
    } catch (GeneralSecurityException e) {
      throw new Unusable("the key in " + key + " cannot be used: " + e.getMessage(), e);
    }
  }

  private KeyStore store(Path file, Secret password) throws Unusable {
    char[] characters = password.reveal().toCharArray();
    try {
      KeyStore from = KeyStore.getInstance(file.toFile(), characters);
      KeyStore to = empty();
      for (String alias : Collections.list(from.aliases())) {
        if (from.isKeyEntry(alias)) {
          check(file, (X509Certificate) from.getCertificate(alias));
          to.setKeyEntry(
              alias,
              from.getKey(alias, characters),
              PASSWORD.toCharArray(),
              from.getCertificateChain(alias));
        }
      }
      if (to.size() == 0) {
        throw new Unusable(file + " holds no private key");
      }
      return to;
    } catch (IOException e) {
      throw new Unusable("the key store " + file + " cannot be read; is the password its own?", e);
    } catch (GeneralSecurityException e) {
      throw new Unusable("the key store " + file + " cannot be used: " + e.getMessage(), e);
    }
  }

  private void check(Path file, X509Certificate certificate) throws Unusable {
    try {
      certificate.checkValidity(Date.from(now));
    } catch (CertificateExpiredException e) {
      throw new Unusable(
          "the certificate in " + file + " was good until " + certificate.getNotAfter().toInstant(),
          e);
    } catch (CertificateNotYetValidException e) {
      throw new Unusable(
          "the certificate in "
              + file
              + " is good from "
              + certificate.getNotBefore().toInstant()
              + " on",
          e);
    }
  }

  /// A store that trusts the certificates of a file.
  KeyStore authorities(Path file) throws Unusable {
    List<X509Certificate> certificates = certificates(file);
    try {
      KeyStore store = empty();
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("authority-" + i, certificates.get(i));
      }
      return store;
    } catch (GeneralSecurityException e) {
      throw new Unusable("the authorities in " + file + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static List<X509Certificate> certificates(Path file) throws Unusable {
    try {
      List<X509Certificate> certificates = new ArrayList<>();
      for (Certificate each :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes(file)))) {
        certificates.add((X509Certificate) each);
      }
      if (certificates.isEmpty()) {
        throw new Unusable(file + " holds no certificate in PEM");
      }
      return certificates;
    } catch (GeneralSecurityException e) {
      throw new Unusable(file + " holds no certificate in PEM: " + e.getMessage(), e);
    }
  }

  private static PrivateKey privateKey(Path file) throws Unusable {
    Matcher key = KEY.matcher(new String(bytes(file), ISO_8859_1));
    if (!key.find()) {
      throw new Unusable(file + " holds no private key in PEM");
    }
    if (!key.group(1).isEmpty()) {
      throw new Unusable(
          file
              + " holds a key of another form ("
              + key.group(1).strip()
              + "); write it as PKCS #8 without a password: openssl pkcs8 -topk8 -nocrypt -in OLD"
              + " -out NEW");
    }
    byte[] encoded;
    try {
      encoded = Base64.getMimeDecoder().decode(key.group(2));
    } catch (IllegalArgumentException e) {
      throw new Unusable("the private key in " + file + " is not base64", e);
    }
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (GeneralSecurityException _) {
        // Of another algorithm, then.
      }
    }
    throw new Unusable(
        "the private key in " + file + " is of no kind that is known here: EC, RSA or Ed25519");
  }

  private static byte[] bytes(Path file) throws Unusable {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new Unusable(file + " is longer than " + MOST_BYTES + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw new Unusable(file + " cannot be read", e);
    }
  }

  private static boolean belong(PrivateKey secret, PublicKey open) {
    String algorithm =
        switch (secret.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "Ed25519";
        };
    byte[] message = {1, 2, 3};
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(secret);
      signer.update(message);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(open);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static KeyStore empty() throws Unusable {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, PASSWORD.toCharArray());
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no PKCS #12", e);
    }
  }
}
