package io.sextant.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import io.sextant.ledger.note.VerifierKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An entry that the ledger writes about itself, so that verifiers can follow it. Nobody else may
/// append an entry that begins like one.
public sealed interface ControlEntry {
  /// A key signs checkpoints from now on.
  record KeyAdded(VerifierKey key, Instant time) implements ControlEntry {}

  /// Checkpoints after this entry are not to be trusted on this key alone.
  record KeyRetired(VerifierKey key, Instant time) implements ControlEntry {}

  /// Entries before an index are no longer served.
  record Pruned(long before, Instant time) implements ControlEntry {}

  /// The bodies of an entry were erased.
  record Erased(long entry, Instant time) implements ControlEntry {}

  /// What every such entry begins with.
  byte[] START = "{\"type\":\"ledger.".getBytes(UTF_8);

  static boolean claimed(byte[] bytes, int offset, int length) {
    return length >= START.length
        && Arrays.equals(START, 0, START.length, bytes, offset, offset + START.length);
  }

  default byte[] bytes() {
    String text =
        switch (this) {
          case KeyAdded e -> json("key-added", "key", "\"" + e.key + "\"", e.time);
          case KeyRetired e -> json("key-retired", "key", "\"" + e.key + "\"", e.time);
          case Pruned e -> json("pruned", "before", "" + e.before, e.time);
          case Erased e -> json("erased", "entry", "" + e.entry, e.time);
        };
    return text.getBytes(UTF_8);
  }

  private static String json(String type, String name, String value, Instant time) {
    return "{\"type\":\"ledger."
        + type
        + "\",\"time\":\""
        + time
        + "\",\""
        + name
        + "\":"
        + value
        + "}";
  }

  /// The control entry that bytes hold; empty when they are another entry.
  static Optional<ControlEntry> parse(byte[] bytes) {
    if (!claimed(bytes, 0, bytes.length)) {
      return Optional.empty();
    }
    try {
      JsonNode node = new JsonMapper().readTree(bytes);
      Instant time = Instant.parse(node.path("time").asString(""));
      return Optional.of(
          switch (node.path("type").asString("")) {
            case "ledger.key-added" -> new KeyAdded(key(node), time);
            case "ledger.key-retired" -> new KeyRetired(key(node), time);
            case "ledger.pruned" -> new Pruned(node.path("before").asLong(), time);
            case "ledger.erased" -> new Erased(node.path("entry").asLong(), time);
            default -> throw new LedgerException(Reason.MALFORMED, "unknown type");
          });
    } catch (JacksonException | java.time.DateTimeException e) {
      throw new LedgerException(Reason.MALFORMED, "not a control entry: " + e.getMessage(), e);
    }
  }

  private static VerifierKey key(JsonNode node) {
    return VerifierKey.parse(node.path("key").asString(""));
  }
}
