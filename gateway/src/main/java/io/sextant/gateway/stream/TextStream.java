package io.sextant.gateway.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.gateway.constrain.Constraints;
import io.sextant.gateway.content.Links;
import io.sextant.inspect.stream.StreamGuard;
import java.util.Optional;

/// One text of an answer that comes in pieces: of one choice, one block, or one tool argument. What
/// leaves is, for every way to cut the text, what [io.sextant.gateway.constrain.AnswerShaper] makes
/// of the whole. For one thread.
final class TextStream {
  private final Optional<StreamGuard> guard;
  private final boolean withoutLinks;
  private final StringBuilder line = new StringBuilder();
  private boolean changed;

  TextStream(Constraints constraints) {
    guard = constraints.redacting().map(StreamGuard::new);
    withoutLinks = constraints.withoutLinks();
  }

  /// Takes the next piece and gives what can leave.
  String accept(String piece) {
    String released =
        guard.map(it -> new String(it.accept(piece.getBytes(UTF_8)), UTF_8)).orElse(piece);
    return withoutLinks ? lines(released) : released;
  }

  /// Ends the text and gives the rest.
  String end() {
    String rest = guard.map(it -> new String(it.end(), UTF_8)).orElse("");
    changed |= guard.filter(it -> !it.removed().isEmpty()).isPresent();
    return withoutLinks ? lines(rest) + plain(take(line.length())) : rest;
  }

  /// Whether anything was taken out so far.
  boolean changed() {
    return changed || guard.filter(it -> !it.removed().isEmpty()).isPresent();
  }

  private String lines(String released) {
    line.append(released);
    StringBuilder out = new StringBuilder();
    for (int end = Links.lineEnd(line.toString(), 0);
        end > 0;
        end = Links.lineEnd(line.toString(), 0)) {
      out.append(plain(take(end)));
    }
    return out.toString();
  }

  private String take(int length) {
    String taken = line.substring(0, length);
    line.delete(0, length);
    return taken;
  }

  private String plain(String taken) {
    String plain = Links.remove(taken);
    changed |= !plain.equals(taken);
    return plain;
  }
}
