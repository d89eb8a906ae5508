package io.sextant.inspect.known;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Remembers texts by hashes of their runs of three words, and finds copies and near copies of
/// them, whole or in part, inside other texts.
///
/// Of each text at most a fixed number of hashes is kept, the smallest (a *MinHash* sketch): the
/// share of a sketch that turns up in a text estimates the share of the known text that does. The
/// texts cannot be had back from the hashes. Not for use by several threads while texts are added.
public final class KnownTexts {
  /// A text shorter than this many words is no text to know again: too many others hold it.
  public static final int FEWEST_WORDS = 5;

  /// The hashes of all texts together; more are refused.
  public static final int MOST_HASHES = 2_000_000;

  /// How much of a text must turn up to count as a copy.
  ///
  /// @param share of its sketch, within twice its length
  /// @param run so many words of it in a row are enough; 0 for no such rule
  /// @param sketch how many hashes of a text are kept
  public record Rule(double share, int run, int sketch) {
    /// Near copies of attacks: six in ten runs of three words.
    public static final Rule NEAR_COPY = new Rule(0.6, 0, 128);

    /// The same text again, but for a word or two in twenty.
    public static final Rule WHOLE_COPY = new Rule(0.85, 0, Integer.MAX_VALUE);

    /// Passages: half of the text, or sixteen words of it in a row.
    public static final Rule PASSAGE = new Rule(0.5, 16, Integer.MAX_VALUE);
  }

  /// A copy that was found.
  ///
  /// @param label of the known text
  /// @param share of the known text that is there
  /// @param start of the copy in the text
  /// @param end of the copy in the text
  public record Copy(String label, double share, int start, int end) {}

  private record Known(String label, int words, int hashes) {}

  private final Rule rule;
  private final List<Known> texts = new ArrayList<>();
  private final Map<Long, int[]> holders = new HashMap<>();
  private int hashes;

  public KnownTexts(Rule rule) {
    this.rule = rule;
  }

  /// Remembers a text.
  ///
  /// @return whether there was room, and enough of it to know it again by
  public boolean add(String label, String text) {
    Words words = new Words(text);
    long[] sketch = new long[words.shingles()];
    for (int i = 0; i < sketch.length; i++) {
      sketch[i] = words.shingle(i);
    }
    sketch = Arrays.stream(sketch).distinct().sorted().limit(rule.sketch).toArray();
    if (words.size() < FEWEST_WORDS || hashes + sketch.length > MOST_HASHES) {
      return false;
    }
    int number = texts.size();
    for (long hash : sketch) {
      holders.merge(hash, new int[] {number}, KnownTexts::joined);
    }
    hashes += sketch.length;
    texts.add(new Known(label, words.size(), sketch.length));
    return true;
  }

  private static int[] joined(int[] old, int[] added) {
    if (old.length >= 64) {
      return old;
    }
    int[] all = Arrays.copyOf(old, old.length + 1);
    all[old.length] = added[0];
    return all;
  }

  public boolean isEmpty() {
    return texts.isEmpty();
  }

  public int size() {
    return texts.size();
  }

  /// The copy of which most is there. Linear in the text.
  public Optional<Copy> find(String text) {
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    Words words = new Words(text);
    Map<Integer, Hits> hits = new HashMap<>();
    for (int at = 0; at < words.shingles(); at++) {
      long hash = words.shingle(at);
      for (int number : holders.getOrDefault(hash, new int[0])) {
        hits.computeIfAbsent(number, _ -> new Hits()).add(at, hash);
      }
    }
    Optional<Copy> best = Optional.empty();
    for (Map.Entry<Integer, Hits> hit : hits.entrySet()) {
      Optional<Copy> copy = copy(texts.get(hit.getKey()), hit.getValue(), words);
      if (copy.isPresent() && best.map(it -> it.share < copy.get().share).orElse(true)) {
        best = copy;
      }
    }
    return best;
  }

  /// Where runs of one known text stand.
  private static final class Hits {
    int[] at = new int[8];
    long[] hash = new long[8];
    int size;

    void add(int position, long value) {
      if (size == at.length) {
        at = Arrays.copyOf(at, size * 2);
        hash = Arrays.copyOf(hash, size * 2);
      }
      at[size] = position;
      hash[size++] = value;
    }
  }

  private Optional<Copy> copy(Known known, Hits hits, Words words) {
    int reach = known.words * 2 + 8;
    Map<Long, Integer> within = new HashMap<>();
    int first = 0;
    int most = 0;
    int from = 0;
    int to = 0;
    for (int i = 0; i < hits.size; i++) {
      within.merge(hits.hash[i], 1, Integer::sum);
      while (hits.at[i] - hits.at[first] > reach) {
        within.computeIfPresent(hits.hash[first++], (_, count) -> count == 1 ? null : count - 1);
      }
      if (within.size() > most) {
        most = within.size();
        from = hits.at[first];
        to = hits.at[i];
      }
    }
    double share = most / (double) known.hashes;
    boolean copied = share >= rule.share || (rule.run > 0 && longestRun(hits) >= rule.run);
    return copied
        ? Optional.of(new Copy(known.label, share, words.startOf(from), words.endOf(to)))
        : Optional.empty();
  }

  /// The most words in a row that stand in the known text too.
  private static int longestRun(Hits hits) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < hits.size; i++) {
      run = i > 0 && hits.at[i] == hits.at[i - 1] + 1 ? run + 1 : 1;
      longest = Math.max(longest, run + 2);
    }
    return longest;
  }
}
