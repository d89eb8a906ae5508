package io.sextant.gateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.gateway.content.Content;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.ingest.Seen.Meeting;
import io.sextant.gateway.protocol.Json;
import io.sextant.gateway.protocol.Part;
import io.sextant.gateway.protocol.Texts;
import io.sextant.inspect.Channel;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A record or document with what can be told of it without a policy.
///
/// @param digest SHA-256 of the content; of what cannot be read, of its beginning
/// @param key SHA-256 of the content without its label
/// @param label empty when there is none
/// @param bytes length as it was written
@SuppressWarnings("ArrayRecordComponent") // never compared
record Examined(
    Read read,
    Provenance provenance,
    String digest,
    byte[] key,
    String label,
    List<Part> parts,
    List<String> departures,
    int hidden,
    long bytes) {
  /// Longer texts are inspected in pieces: detectors judge what is very long by its ends.
  private static final int PIECE = 50_000;

  /// What stands across the edge of two pieces is whole in one of them.
  private static final int OVERLAP = 2_000;

  private static Examined of(DataSet set, Read.Row row) {
    List<Part> parts = new ArrayList<>();
    StringBuilder names = new StringBuilder();
    for (Part part : Texts.find(row.row(), Channel.DOCUMENT).parts()) {
      pieces(part.place(), part.text(), part.name(), parts);
    }
    // Names of columns that nobody declared could hold any text.
    row.row().propertyNames().stream()
        .filter(name -> !set.columns().containsKey(name))
        .forEach(name -> names.append(name).append('\n'));
    pieces("/", names.toString(), false, parts);
    return new Examined(
        row,
        row.provenance(),
        Digests.hex(Digests.of(row.row())),
        Digests.of(withoutLabel(set, row.row())),
        set.labelOf(row.row()),
        parts,
        set.departures(row.row()),
        parts.stream().mapToInt(part -> Markup.invisible(part.text())).sum(),
        row.raw().length());
  }

  private static ObjectNode withoutLabel(DataSet set, ObjectNode row) {
    if (set.label().isEmpty()) {
      return row;
    }
    ObjectNode features = row.objectNode().setAll(row);
    features.remove(set.label().get());
    return features;
  }

  private static Examined of(Read.Document document) {
    List<Part> parts = new ArrayList<>();
    pieces("/text", document.text().shown(), false, parts);
    pieces("/hidden", document.text().hidden(), false, parts);
    pieces("/markup", document.text().other(), false, parts);
    byte[] bytes = document.raw().getBytes(UTF_8);
    byte[] digest = Digests.of(bytes);
    return new Examined(
        document,
        document.provenance(),
        Digests.hex(digest),
        digest,
        "",
        parts,
        List.of(),
        document.text().hiddenCharacters(),
        bytes.length);
  }

  private static Examined of(Read.Unreadable bad) {
    byte[] digest = Digests.of(bad.raw().getBytes(UTF_8));
    return new Examined(
        bad,
        Provenance.NONE,
        Digests.hex(digest),
        digest,
        "",
        List.of(),
        List.of(),
        0,
        bad.raw().length());
  }

  static Examined of(DataSet set, Read read) {
    return switch (read) {
      case Read.Row row -> of(set, row);
      case Read.Document document -> of(document);
      case Read.Unreadable bad -> of(bad);
    };
  }

  private static void pieces(String place, String text, boolean name, List<Part> parts) {
    int from = 0;
    while (from == 0 || from + OVERLAP < text.length()) {
      int to = Math.min(text.length(), from + PIECE + OVERLAP);
      if (to > from) {
        parts.add(new Part(Channel.DOCUMENT, place, text.substring(from, to), name));
      }
      from += PIECE;
    }
  }

  /// Whether the content is what its provenance says.
  String digestState() {
    return provenance.digest().isEmpty()
        ? "absent"
        : provenance.digest().equals(digest) ? "matches" : "differs";
  }

  long characters() {
    return parts.stream().mapToLong(part -> part.text().length()).sum();
  }

  /// What stands in the ledger's body and waits in quarantine.
  byte[] body(DataSet set, String batch) {
    ObjectNode body =
        Json.object().put("dataset", set.id()).put("batch", batch).put("place", read.place());
    body.set("provenance", provenance.json());
    switch (read) {
      case Read.Row row -> body.set("data", row.row());
      case Read.Document document -> body.put("text", document.raw());
      case Read.Unreadable bad -> body.put("raw", bad.raw());
    }
    return Json.bytes(body);
  }

  /// The same with what the detectors say of it.
  Judged judged(Detectors detectors, Meeting meeting) {
    return new Judged(this, new Content(detectors, parts), meeting);
  }

  record Judged(Examined examined, Content content, Meeting meeting) {}
}
