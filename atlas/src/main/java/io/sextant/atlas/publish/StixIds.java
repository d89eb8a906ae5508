package io.sextant.atlas.publish;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.CaseStudyId;
import io.sextant.atlas.MitigationId;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.TechniqueId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// Stable STIX ids. Those of objects are MITRE's own (version 5 UUIDs of the ATLAS id, RFC 9562
/// §5.5); those of relationships name both ends, so that no two edges share one.
final class StixIds {
  private static final byte[] NAMESPACE = "atlas.mitre.org.".getBytes(StandardCharsets.US_ASCII);

  private StixIds() {}

  static UUID uuid(String name) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(NAMESPACE);
      ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
      long high = (hash.getLong() & ~0xF000L) | 0x5000L;
      long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String of(AtlasId id) {
    String type =
        switch (id) {
          case TacticId _ -> "x-mitre-tactic";
          case TechniqueId _ -> "attack-pattern";
          case MitigationId _ -> "course-of-action";
          case CaseStudyId _ -> "campaign";
        };
    return type + "--" + uuid(id.value());
  }

  static String relationship(AtlasId source, String type, AtlasId target) {
    return "relationship--" + uuid(source.value() + "|" + type + "|" + target.value());
  }
}
