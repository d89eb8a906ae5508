package io.sextant.core.detection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.sigma.Detection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/// Says which findings are the same one happening again.
///
/// The key is the first 16 bytes, in hexadecimal, of the SHA-256 of these texts, each preceded by
/// its length: the rule's id; then, for a correlation with group-by fields, each field and value in
/// the rule's order; else the principal, the system and the conversation of the newest event, `-`
/// for one that is not known. It is the same in every process and version: stored findings depend
/// on it.
final class DedupKey {
  private static final int BYTES = 16;
  private static final String UNKNOWN = "-";

  private DedupKey() {}

  static String of(Detection detection, String system, Map<String, String> entities) {
    StringBuilder canonical = new StringBuilder();
    append(canonical, detection.rule().value());
    if (detection.group().isEmpty()) {
      append(canonical, entities.getOrDefault("principal", UNKNOWN));
      append(canonical, system.isEmpty() ? UNKNOWN : system);
      append(canonical, entities.getOrDefault("conversation", UNKNOWN));
    } else {
      detection
          .group()
          .forEach((field, value) -> {
            append(canonical, field);
            append(canonical, value);
          });
    }
    return HexFormat.of().formatHex(sha256(canonical.toString()), 0, BYTES);
  }

  private static void append(StringBuilder canonical, String text) {
    canonical.append(text.length()).append(':').append(text);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
