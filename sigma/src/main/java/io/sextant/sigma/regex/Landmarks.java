package io.sextant.sigma.regex;

import io.sextant.sigma.regex.RegexTree.Assertion;
import io.sextant.sigma.regex.RegexTree.Chain;
import io.sextant.sigma.regex.RegexTree.Choice;
import io.sextant.sigma.regex.RegexTree.Literal;
import io.sextant.sigma.regex.RegexTree.Nothing;
import io.sextant.sigma.regex.RegexTree.Repeat;
import io.sextant.sigma.regex.RegexTree.Some;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds the [Landmark]s of an expression.
public final class Landmarks {
  /// Alternatives up to which texts are followed.
  private static final int MAX_ALTERNATIVES = 64;

  /// How often a repeated character is followed.
  private static final int MAX_SPELLED = 8;

  /// Landmarks that are kept.
  private static final int MAX_KEPT = 8;

  /// What stands side by side in a chain, so far.
  private final List<Landmark> found = new ArrayList<>();

  /// From the start of the chain to here, without the run.
  private Span ahead = Span.ZERO;

  /// From the start of the last landmark to here, without the run.
  private Span since = Span.ZERO;

  /// The texts that may stand here, one after the other put together.
  private List<String> run = List.of("");

  private Landmarks() {}

  /// In the order in which they stand; those that tell most when there are many.
  public static List<Landmark> of(RegexTree tree) {
    return switch (tree) {
      case Literal(String text, boolean _) ->
          text.isEmpty() ? List.of() : List.of(Landmark.of(List.of(text)));
      case Some some -> some.few().isEmpty() ? List.of() : List.of(Landmark.of(some.few()));
      case Nothing _ -> List.of();
      case Repeat(RegexTree part, int min, int max) ->
          min > 0 ? ofRepeat(part, min, max) : List.of();
      case Choice(List<RegexTree> alternatives) -> ofChoice(alternatives);
      case Chain(List<RegexTree> parts) -> new Landmarks().ofChain(parts);
    };
  }

  private static List<Landmark> ofRepeat(RegexTree part, int min, int max) {
    int more = max == RegexTree.UNBOUNDED ? max : max - 1;
    Span behind = part.span().times(min - 1, more);
    return of(part).stream().map(landmark -> landmark.within(Span.ZERO, behind)).toList();
  }

  private static List<Landmark> ofChoice(List<RegexTree> alternatives) {
    List<String> texts = new ArrayList<>();
    List<Landmark> chosen = new ArrayList<>();
    for (RegexTree alternative : alternatives) {
      List<Landmark> all = of(alternative);
      if (all.isEmpty()) {
        return List.of();
      }
      Landmark best = all.stream().max(Comparator.comparingDouble(Landmark::worth)).orElseThrow();
      chosen.add(best);
      texts.addAll(best.texts());
    }
    List<String> different = texts.stream().distinct().toList();
    if (different.size() > MAX_ALTERNATIVES) {
      return List.of();
    }
    Span before = chosen.stream().map(Landmark::before).reduce(Span::or).orElse(Span.ZERO);
    Span after = chosen.stream().map(Landmark::after).reduce(Span::or).orElse(Span.ZERO);
    return List.of(new Landmark(different, before, Span.ZERO, after));
  }

  private List<Landmark> ofChain(List<RegexTree> parts) {
    for (RegexTree part : spelledOut(parts)) {
      List<String> next =
          switch (part) {
            case Literal(String text, boolean _) -> List.of(text);
            case Some some -> some.few();
            case Nothing _, Chain _, Choice _, Repeat _ -> List.of();
          };
      boolean edge = part instanceof Nothing(Assertion _);
      if (!next.isEmpty() && run.size() * next.size() <= MAX_ALTERNATIVES) {
        List<String> before = run;
        run = before.stream().flatMap(b -> next.stream().map(n -> b + n)).toList();
      } else if (!next.isEmpty()) {
        flush();
        run = next;
      } else if (!edge) {
        flush();
        take(of(part), part.span());
      }
    }
    flush();
    return kept();
  }

  /// Ends the run: it is a landmark.
  private void flush() {
    if (!run.getFirst().isEmpty()) {
      Landmark landmark = Landmark.of(run.stream().distinct().toList());
      take(List.of(landmark), landmark.length());
    }
    run = List.of("");
  }

  /// Takes the landmarks of a part.
  private void take(List<Landmark> landmarks, Span length) {
    Span sinceEnd = since.plus(length);
    found.replaceAll(landmark -> landmark.within(Span.ZERO, length));
    for (int i = 0; i < landmarks.size(); i++) {
      Landmark landmark = landmarks.get(i);
      Landmark placed = i == 0 ? landmark.following(since.plus(landmark.before())) : landmark;
      found.add(placed.within(ahead, Span.ZERO));
      sinceEnd = landmark.length().plus(landmark.after());
    }
    ahead = ahead.plus(length);
    since = sinceEnd;
  }

  /// The parts with characters that stand several times repeated as often as they must; then what
  /// may follow of them.
  private static List<RegexTree> spelledOut(List<RegexTree> parts) {
    List<RegexTree> all = new ArrayList<>();
    for (RegexTree part : parts) {
      if (part instanceof Repeat(RegexTree inner, int min, int max)
          && (inner instanceof Literal || (inner instanceof Some some && !some.few().isEmpty()))
          && min > 0
          && min <= MAX_SPELLED) {
        for (int i = 0; i < min; i++) {
          all.add(inner);
        }
        if (min != max) {
          all.add(new Repeat(inner, 0, max == RegexTree.UNBOUNDED ? max : max - min));
        }
      } else {
        all.add(part);
      }
    }
    return all;
  }

  private List<Landmark> kept() {
    List<Landmark> kept = new ArrayList<>(found);
    while (kept.size() > MAX_KEPT) {
      int least = 0;
      for (int i = 1; i < kept.size(); i++) {
        least = kept.get(i).worth() < kept.get(least).worth() ? i : least;
      }
      drop(least, kept);
    }
    return List.copyOf(kept);
  }

  /// Takes one out; the gap to the next becomes that from the one before.
  private static void drop(int index, List<Landmark> from) {
    Landmark dropped = from.remove(index);
    if (index < from.size()) {
      Landmark next = from.get(index);
      from.set(index, next.following(dropped.gap().plus(next.gap())));
    }
  }
}
