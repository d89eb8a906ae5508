package io.sextant.sigma;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The shape of a regular expression, as far as its size and its mandatory texts need it.
public sealed interface RegexTree {
  /// These characters, one after the other.
  record Literal(String text) implements RegexTree {}

  /// One character out of several.
  record Some() implements RegexTree {}

  /// One of these few characters.
  record Few(String characters) implements RegexTree {}

  /// No character: an anchor, a word boundary, nothing.
  record Nothing() implements RegexTree {}

  record Chain(List<RegexTree> parts) implements RegexTree {}

  record Choice(List<RegexTree> alternatives) implements RegexTree {}

  /// @param max how often at most; [#UNBOUNDED] for no limit
  record Repeat(RegexTree part, int min, int max) implements RegexTree {}

  int UNBOUNDED = -1;

  /// Alternatives up to which mandatory texts are followed.
  int MAX_ALTERNATIVES = 64;

  /// How often a repeated character is followed.
  int MAX_SPELLED = 8;

  /// Sets of mandatory texts that are kept.
  int MAX_SETS = 8;

  /// Longer matches count as unbounded.
  int MAX_LONGEST = 1 << 20;

  /// How many instructions its program has, about; saturates.
  default long size() {
    return switch (this) {
      case Literal(String text) -> text.length();
      case Some _, Few _, Nothing _ -> 1;
      case Chain(List<RegexTree> parts) -> sum(parts);
      case Choice(List<RegexTree> alternatives) -> sum(alternatives) + alternatives.size();
      case Repeat(RegexTree part, int min, int max) ->
          Math.min(Integer.MAX_VALUE, part.size() * Math.max(1, max == UNBOUNDED ? min + 1 : max));
    };
  }

  private static long sum(List<RegexTree> trees) {
    long sum = 0;
    for (RegexTree tree : trees) {
      sum = Math.min(Integer.MAX_VALUE, sum + tree.size());
    }
    return sum;
  }

  /// How long a match can be, in UTF-16 units; [#UNBOUNDED] when there is no limit.
  default int longest() {
    return switch (this) {
      case Literal(String text) -> text.length();
      case Some _ -> 2;
      case Few _ -> 1;
      case Nothing _ -> 0;
      case Chain(List<RegexTree> parts) -> {
        long sum = 0;
        for (RegexTree part : parts) {
          int longest = part.longest();
          sum = longest == UNBOUNDED || sum > MAX_LONGEST ? Integer.MAX_VALUE : sum + longest;
        }
        yield sum > MAX_LONGEST ? UNBOUNDED : (int) sum;
      }
      case Choice(List<RegexTree> alternatives) -> {
        int most = 0;
        for (RegexTree alternative : alternatives) {
          int longest = alternative.longest();
          most = longest == UNBOUNDED || most == UNBOUNDED ? UNBOUNDED : Math.max(most, longest);
        }
        yield most;
      }
      case Repeat(RegexTree part, int _, int max) -> {
        int longest = part.longest();
        boolean bounded = max != UNBOUNDED && longest != UNBOUNDED;
        yield bounded && (long) max * longest <= MAX_LONGEST ? max * longest : UNBOUNDED;
      }
    };
  }

  /// How long a match is at least, in UTF-16 units; saturates.
  default int shortest() {
    return switch (this) {
      case Literal(String text) -> text.length();
      case Some _, Few _ -> 1;
      case Nothing _ -> 0;
      case Chain(List<RegexTree> parts) -> {
        long sum = 0;
        for (RegexTree part : parts) {
          sum += part.shortest();
        }
        yield (int) Math.min(MAX_LONGEST, sum);
      }
      case Choice(List<RegexTree> alternatives) -> {
        int least = MAX_LONGEST;
        for (RegexTree alternative : alternatives) {
          least = Math.min(least, alternative.shortest());
        }
        yield least;
      }
      case Repeat(RegexTree part, int min, int _) ->
          (int) Math.min(MAX_LONGEST, (long) min * part.shortest());
    };
  }

  /// Sets of texts; of each set one text occurs in everything it matches, whatever the case of
  /// letters. The set that tells most comes first; empty when none is worth knowing.
  default List<List<String>> mandatory() {
    return switch (this) {
      case Literal(String text) -> text.isEmpty() ? List.of() : List.of(List.of(text));
      case Few(String characters) ->
          List.of(characters.chars().mapToObj(Character::toString).toList());
      case Some _, Nothing _ -> List.of();
      case Repeat(RegexTree part, int min, int _) -> min > 0 ? part.mandatory() : List.of();
      case Choice(List<RegexTree> alternatives) -> ofChoice(alternatives);
      case Chain(List<RegexTree> parts) -> ofChain(parts);
    };
  }

  private static List<List<String>> ofChoice(List<RegexTree> alternatives) {
    List<String> all = new ArrayList<>();
    for (RegexTree alternative : alternatives) {
      List<List<String>> sets = alternative.mandatory();
      if (sets.isEmpty() || all.size() + sets.getFirst().size() > MAX_ALTERNATIVES) {
        return List.of();
      }
      all.addAll(sets.getFirst());
    }
    return List.of(List.copyOf(all));
  }

  private static List<List<String>> ofChain(List<RegexTree> parts) {
    List<List<String>> sets = new ArrayList<>();
    List<String> run = List.of("");
    for (RegexTree part : spelledOut(parts)) {
      List<String> next =
          switch (part) {
            case Literal(String text) -> List.of(text);
            case Few(String characters) ->
                characters.chars().mapToObj(Character::toString).toList();
            case Some _, Nothing _, Chain _, Choice _, Repeat _ -> List.of();
          };
      if (next.isEmpty() || run.size() * next.size() > MAX_ALTERNATIVES) {
        flush(run, sets);
        run = next.isEmpty() ? List.of("") : next;
        sets.addAll(next.isEmpty() ? part.mandatory() : List.of());
      } else {
        List<String> before = run;
        run = before.stream().flatMap(b -> next.stream().map(n -> b + n)).toList();
      }
    }
    flush(run, sets);
    sets.sort(Comparator.comparingDouble(RegexTree::worth).reversed());
    return List.copyOf(sets.subList(0, Math.min(MAX_SETS, sets.size())));
  }

  /// The parts with characters that stand several times repeated as often as they must; `Some`
  /// where there may be more of them.
  private static List<RegexTree> spelledOut(List<RegexTree> parts) {
    List<RegexTree> all = new ArrayList<>();
    for (RegexTree part : parts) {
      if (part instanceof Repeat(RegexTree inner, int min, int max)
          && (inner instanceof Literal || inner instanceof Few)
          && min > 0
          && min <= MAX_SPELLED) {
        for (int i = 0; i < min; i++) {
          all.add(inner);
        }
        if (min != max) {
          all.add(new Some());
        }
      } else {
        all.add(part);
      }
    }
    return all;
  }

  private static void flush(List<String> run, List<List<String>> to) {
    if (!run.getFirst().isEmpty()) {
      to.add(run);
    }
  }

  private static double worth(List<String> texts) {
    int shortest = texts.stream().mapToInt(String::length).min().orElse(0);
    return shortest - texts.size() / 32.0;
  }
}
