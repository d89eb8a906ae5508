package io.sextant.gateway.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/// The names under which a configuration may know a certificate: `subject:CN=robot,O=Example`,
/// `dns:…`, `uri:…` and `email:…` of its alternative names, `sha256:…` of the whole.
public final class CertificateNames {
  private static final int EMAIL = 1;
  private static final int DNS = 2;
  private static final int URI = 6;

  private CertificateNames() {}

  /// All names of a certificate.
  static Set<String> of(X509Certificate certificate) {
    Set<String> names = new HashSet<>();
    names.add("subject:" + written(certificate.getSubjectX500Principal()));
    try {
      names.add(
          "sha256:"
              + HexFormat.of()
                  .formatHex(
                      MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())));
      Collection<List<?>> others = certificate.getSubjectAlternativeNames();
      for (List<?> other : others == null ? List.<List<?>>of() : others) {
        String value = String.valueOf(other.get(1));
        switch ((Integer) other.getFirst()) {
          case EMAIL -> names.add("email:" + value.toLowerCase(Locale.ROOT));
          case DNS -> names.add("dns:" + value.toLowerCase(Locale.ROOT));
          case URI -> names.add("uri:" + value);
          default -> {}
        }
      }
    } catch (CertificateParsingException _) {
      // What cannot be read names nobody.
      return Set.of();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
    return names;
  }

  /// A name as a configuration writes it, in the form in which names are compared; empty when it is
  /// none.
  public static Optional<String> normal(String written) {
    int colon = written.indexOf(':');
    String value = written.substring(colon + 1).strip();
    if (colon < 0 || value.isEmpty()) {
      return Optional.empty();
    }
    return switch (written.substring(0, colon)) {
      case "subject" -> subject(value);
      case "dns", "email" -> Optional.of(written.strip().toLowerCase(Locale.ROOT));
      case "uri" -> Optional.of("uri:" + value);
      case "sha256" ->
          Optional.of("sha256:" + value.replace(":", "").toLowerCase(Locale.ROOT))
              .filter(it -> it.matches("sha256:[0-9a-f]{64}"));
      default -> Optional.empty();
    };
  }

  private static Optional<String> subject(String value) {
    try {
      return Optional.of("subject:" + written(new X500Principal(value)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String written(X500Principal subject) {
    return subject.getName(X500Principal.CANONICAL);
  }
}
