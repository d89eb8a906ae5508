package io.sextant.gateway.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.gateway.content.Content.Found;
import io.sextant.gateway.content.Content.Judged;
import io.sextant.gateway.protocol.Json;
import io.sextant.gateway.protocol.Part;
import io.sextant.gateway.protocol.Texts;
import io.sextant.inspect.AttackKind;
import io.sextant.inspect.Channel;
import io.sextant.inspect.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Looks once more at a body that was decided about, for people who want to see why. By the
/// detectors of today: their versions stand in the entry of the decision, to compare. Pure.
public final class Review {
  private static final int MOST_PARTS = 100;
  private static final int LONGEST = 20_000;

  private Review() {}

  /// A stretch of a text, in UTF-16 units, and what was found there.
  public record Mark(int start, int end, String kind) {}

  /// A text of a body.
  ///
  /// @param place where it stands, as a JSON pointer
  /// @param text shortened when it is very long
  /// @param kind of the attack it reads like; empty when it reads like none
  /// @param score 0 to 1
  /// @param reasons for the score, in sentences; empty when it is no attack
  public record Passage(
      String place,
      String channel,
      String text,
      String kind,
      double score,
      List<Mark> marks,
      List<String> reasons) {
    public Passage {
      marks = List.copyOf(marks);
      reasons = List.copyOf(reasons);
    }
  }

  /// The texts of a body, the most suspicious first.
  ///
  /// @param channel by whose hand it is
  public static List<Passage> of(Channel channel, byte[] body, Detectors detectors) {
    List<Part> parts = parts(channel, body);
    Content content =
        new Content(
            detectors,
            parts.stream()
                .filter(part -> !part.name() && !part.text().isBlank())
                .limit(MOST_PARTS)
                .map(Review::shortened)
                .toList());
    List<Found> found = content.matters();
    return content.attacks().stream()
        .map(judged -> passage(judged, found))
        .sorted(Comparator.comparingDouble(Passage::score).reversed())
        .toList();
  }

  private static List<Part> parts(Channel channel, byte[] body) {
    try {
      return Texts.find(Json.object(body), channel).parts();
    } catch (Json.Malformed _) {
      // Of a stream only what it said is kept, as plain text.
      return List.of(new Part(channel, "", new String(body, UTF_8), false));
    }
  }

  private static Part shortened(Part part) {
    return part.text().length() > LONGEST
        ? new Part(part.channel(), part.place(), part.text().substring(0, LONGEST), false)
        : part;
  }

  private static Passage passage(Judged judged, List<Found> found) {
    Part part = judged.part();
    boolean flagged = judged.verdict().flagged();
    String kind = judged.verdict().kind().map(AttackKind::label).orElse("");
    List<Mark> marks = new ArrayList<>();
    if (flagged) {
      judged.verdict().spans().forEach(span -> marks.add(new Mark(span.start(), span.end(), kind)));
    }
    for (Found each : found) {
      if (each.part().equals(part)) {
        marks.add(
            new Mark(
                (int) each.finding().start(), (int) each.finding().end(), each.finding().kind()));
      }
    }
    marks.sort(Comparator.comparingInt(Mark::start).thenComparingInt(Mark::end));
    return new Passage(
        part.place(),
        part.channel().label(),
        part.text(),
        flagged ? kind : "",
        judged.verdict().score(),
        marks,
        flagged ? judged.verdict().reasons().stream().map(Reason::sentence).toList() : List.of());
  }
}
