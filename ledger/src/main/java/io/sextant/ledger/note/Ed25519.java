package io.sextant.ledger.note;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/// Ed25519 of the JDK, with keys in the raw form of RFC 8032.
final class Ed25519 {
  static final int KEY_BYTES = 32;

  private static final String NAME = "Ed25519";

  /// What stands before the 32 bytes of a public key in its X.509 form (RFC 8410).
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private Ed25519() {}

  /// A new pair: seed, then public key.
  static byte[][] generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(NAME).generateKeyPair();
      byte[] seed =
          ((EdECPrivateKey) pair.getPrivate())
              .getBytes()
              .orElseThrow(() -> new IllegalStateException("the key does not show its bytes"));
      byte[] x509 = pair.getPublic().getEncoded();
      byte[] raw = java.util.Arrays.copyOfRange(x509, X509_PREFIX.length, x509.length);
      return new byte[][] {seed, raw};
    } catch (GeneralSecurityException e) {
      throw lacking(e);
    }
  }

  static byte[] sign(byte[] seed, byte[] message) {
    try {
      PrivateKey key =
          KeyFactory.getInstance(NAME)
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
      Signature signature = Signature.getInstance(NAME);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw lacking(e);
    }
  }

  /// Whether the signature is right; false for a key or signature that is not well-formed.
  static boolean verify(byte[] raw, byte[] message, byte[] signed) {
    byte[] x509 = java.util.Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + KEY_BYTES);
    System.arraycopy(raw, 0, x509, X509_PREFIX.length, KEY_BYTES);
    try {
      PublicKey key = KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(x509));
      Signature signature = Signature.getInstance(NAME);
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signed);
    } catch (java.security.SignatureException
        | java.security.InvalidKeyException
        | java.security.spec.InvalidKeySpecException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw lacking(e);
    }
  }

  private static IllegalStateException lacking(GeneralSecurityException cause) {
    return new IllegalStateException("this JDK does not do Ed25519", cause);
  }
}
