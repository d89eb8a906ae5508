package io.sextant.ledger.entry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Names principals by HMAC under a secret: the same one always alike, and nobody without the
/// secret can tell who, or try names.
public final class Pseudonyms {
  private static final int SHOWN_BYTES = 16;

  private final Mac keyed;

  public Pseudonyms(byte[] secret) {
    try {
      keyed = Mac.getInstance("HmacSHA256");
      keyed.init(new SecretKeySpec(secret, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HMAC-SHA256", e);
    }
  }

  public String of(String principal) {
    byte[] whole = copy().doFinal(principal.getBytes(UTF_8));
    return "p-" + HexFormat.of().formatHex(Arrays.copyOf(whole, SHOWN_BYTES));
  }

  /// Finding the algorithm and taking the key in costs more than the name itself.
  private Mac copy() {
    try {
      return (Mac) keyed.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this JDK's HMAC-SHA256 cannot be copied", e);
    }
  }
}
