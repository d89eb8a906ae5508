package io.sextant.inspect.match;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Recognisers made ready to run: compiled shapes, the words of all topics in one lexicon.
/// Immutable; make a [Matcher] for each text or stream.
public final class RecogniserSet {
  /// No words.
  static final int NO_TOPIC = -1;

  /// A recogniser ready to run.
  record Compiled(int order, Recogniser recogniser, Automaton automaton, int near, int against) {}

  private final List<Recogniser> recognisers;
  private final Map<Boundary, Compiled[][]> starts = new EnumMap<>(Boundary.class);
  private final Lexicon lexicon;
  private final int topics;
  private final Screen screen;

  private RecogniserSet(List<Recogniser> recognisers) {
    this.recognisers = List.copyOf(recognisers);
    Map<List<String>, Integer> numbers = new HashMap<>();
    List<List<String>> words = new ArrayList<>();
    List<Compiled> compiled = new ArrayList<>();
    for (Recogniser recogniser : recognisers) {
      compiled.add(
          new Compiled(
              compiled.size(),
              recogniser,
              Automaton.of(recogniser.shape()),
              topic(recogniser.topics().near(), numbers, words),
              topic(recogniser.topics().against(), numbers, words)));
    }
    this.lexicon = new Lexicon(words);
    this.topics = words.size();
    this.screen = new Screen(compiled);
    for (Boundary boundary : Boundary.values()) {
      Compiled[][] bySymbol = new Compiled[Symbols.COUNT][];
      for (int symbol = 0; symbol < Symbols.COUNT; symbol++) {
        int s = symbol;
        bySymbol[symbol] =
            compiled.stream()
                .filter(c -> c.recogniser().boundary() == boundary)
                .filter(c -> c.automaton().next(Automaton.START, s) != Automaton.DEAD)
                .toArray(Compiled[]::new);
      }
      starts.put(boundary, bySymbol);
    }
  }

  private static int topic(
      List<String> topic, Map<List<String>, Integer> numbers, List<List<String>> words) {
    if (topic.isEmpty()) {
      return NO_TOPIC;
    }
    return numbers.computeIfAbsent(
        topic,
        t -> {
          words.add(t);
          return words.size() - 1;
        });
  }

  /// Compiles the recognisers; of several findings at one place the earlier recogniser's counts.
  ///
  /// @throws IllegalArgumentException when a shape is wrong or too large
  public static RecogniserSet of(List<Recogniser> recognisers) {
    return new RecogniserSet(recognisers);
  }

  /// What this set looks for, in order.
  public List<Recogniser> recognisers() {
    return recognisers;
  }

  /// These recognisers and then those of `other`.
  public RecogniserSet and(RecogniserSet other) {
    List<Recogniser> both = new ArrayList<>(recognisers);
    both.addAll(other.recognisers);
    return of(both);
  }

  /// Everything found in a text, also where findings overlap, by place.
  public List<Finding> findAll(CharSequence text) {
    return screen.passes(text) ? search(text) : List.of();
  }

  /// The same without a look ahead, for comparison.
  List<Finding> search(CharSequence text) {
    Matcher matcher = new Matcher(this);
    int i = 0;
    while (i < text.length()) {
      int codePoint = Character.codePointAt(text, i);
      int to = i + Character.charCount(codePoint);
      matcher.step(codePoint, i, to);
      i = to;
    }
    matcher.end();
    return Overlaps.sorted(matcher.drain());
  }

  /// What was found in a text; where findings overlap, the surest and then the longest.
  public List<Finding> find(CharSequence text) {
    return Overlaps.resolved(findAll(text));
  }

  Compiled[] startingWith(Boundary boundary, int symbol) {
    return Objects.requireNonNull(starts.get(boundary))[symbol];
  }

  Screen screen() {
    return screen;
  }

  Lexicon lexicon() {
    return lexicon;
  }

  int topics() {
    return topics;
  }
}
