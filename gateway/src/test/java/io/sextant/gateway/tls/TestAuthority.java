package io.sextant.gateway.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/// A certificate authority of a test: makes keys and certificates (X.509 in DER, RFC 5280) and
/// writes them as PEM.
public final class TestAuthority {
  private static final byte[] ECDSA_SHA256 = {
    0x30, 0x0a, 0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02
  };
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int BITS = 0x03;

  private final X500Principal name;
  private final KeyPair pair = newPair();
  private int serial = 1;
  public final X509Certificate certificate;

  /// A certificate and its key.
  public record Issued(X509Certificate certificate, PrivateKey key) {
    public Path certificate(Path file) throws Exception {
      return Files.writeString(file, pem("CERTIFICATE", certificate.getEncoded()));
    }

    public Path key(Path file) throws IOException {
      return Files.writeString(file, pem("PRIVATE KEY", key.getEncoded()));
    }
  }

  public TestAuthority(String name) throws Exception {
    this.name = new X500Principal(name);
    this.certificate =
        certificate(
            this.name,
            pair,
            List.of(extension(0x13, true, der(SEQUENCE, der(0x01, new byte[] {-1})))),
            Instant.now().plusSeconds(86_400));
  }

  private static KeyPair newPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public Path certificate(Path file) throws Exception {
    return Files.writeString(file, pem("CERTIFICATE", certificate.getEncoded()));
  }

  /// @param names `dns:…`, `uri:…`, `ip:…`
  public Issued issue(String subject, String... names) throws Exception {
    return issue(subject, Instant.now().plusSeconds(3_600), names);
  }

  public Issued issue(String subject, Instant until, String... names) throws Exception {
    KeyPair own = newPair();
    List<byte[]> extensions = new ArrayList<>();
    if (names.length > 0) {
      ByteArrayOutputStream list = new ByteArrayOutputStream();
      for (String each : names) {
        String value = each.substring(each.indexOf(':') + 1);
        list.writeBytes(
            switch (each.substring(0, each.indexOf(':'))) {
              case "dns" -> der(0x82, value.getBytes(US_ASCII));
              case "uri" -> der(0x86, value.getBytes(US_ASCII));
              default -> der(0x87, java.net.InetAddress.getByName(value).getAddress());
            });
      }
      extensions.add(extension(0x11, false, der(SEQUENCE, list.toByteArray())));
    }
    return new Issued(
        certificate(new X500Principal(subject), own, extensions, until), own.getPrivate());
  }

  private X509Certificate certificate(
      X500Principal subject, KeyPair own, List<byte[]> extensions, Instant until) throws Exception {
    byte[] validity =
        der(
            SEQUENCE,
            der(0x18, TIME.format(Instant.now().minusSeconds(86_400)).getBytes(US_ASCII)),
            der(0x18, TIME.format(until).getBytes(US_ASCII)));
    byte[] body =
        der(
            SEQUENCE,
            der(0xa0, der(0x02, new byte[] {2})),
            der(0x02, BigInteger.valueOf(serial++).toByteArray()),
            ECDSA_SHA256,
            name.getEncoded(),
            validity,
            subject.getEncoded(),
            own.getPublic().getEncoded(),
            extensions.isEmpty()
                ? new byte[0]
                : der(0xa3, der(SEQUENCE, extensions.toArray(byte[][]::new))));
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(pair.getPrivate());
    signer.update(body);
    byte[] whole = der(SEQUENCE, body, ECDSA_SHA256, der(BITS, new byte[1], signer.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(whole));
  }

  private static byte[] extension(int id, boolean critical, byte[] value) {
    return der(
        SEQUENCE,
        der(0x06, new byte[] {0x55, 0x1d, (byte) id}),
        critical ? der(0x01, new byte[] {-1}) : new byte[0],
        der(OCTETS, value));
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static String pem(String what, byte[] bytes) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
        + "\n-----END "
        + what
        + "-----\n";
  }
}
