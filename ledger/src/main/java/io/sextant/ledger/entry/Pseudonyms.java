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

  private final SecretKeySpec secret;

  public Pseudonyms(byte[] secret) {
    this.secret = new SecretKeySpec(secret, "HmacSHA256");
  }

  public String of(String principal) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      byte[] whole = mac.doFinal(principal.getBytes(UTF_8));
      return "p-" + HexFormat.of().formatHex(Arrays.copyOf(whole, SHOWN_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HMAC-SHA256", e);
    }
  }
}
