package io.sextant.inspect.view;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The common words of ordinary texts, and how rare each is: enough to tell the words of letters
/// that were written without blanks.
///
/// The words are found by dynamic programming over all ways to part the letters, the rarity of the
/// words added up (Norvig, "Natural Language Corpus Data", 2009).
final class Vocabulary {
  private static final int MOST_WORDS = 6_000;
  private static final int LONGEST_WORD = 20;

  /// In how many texts a word has to stand to be common.
  private static final int FEWEST_TEXTS = 3;

  /// Parts of a nat that rarities are kept in.
  private static final int SCALE = 8;

  /// The rarity of a letter that is in no word, in nats.
  private static final double UNKNOWN = 11;

  private static final int FEWEST_WORDS = 3;

  /// The share of letters that have to be in words of two letters and more.
  private static final double KNOWN = 0.85;

  /// The mean rarity of a letter, in nats, that runs of words stay below and letters in no order do
  /// not.
  private static final double READABLE = 2.4;

  private final Map<String, Integer> rarity;

  private Vocabulary(Map<String, Integer> rarity) {
    this.rarity = Map.copyOf(rarity);
  }

  /// The words that stand in many of `texts`.
  static Vocabulary learn(Iterable<String> texts) {
    Map<String, Integer> counts = new HashMap<>();
    for (String text : texts) {
      words(text).forEach(word -> counts.merge(word, 1, Integer::sum));
    }
    double total = counts.values().stream().mapToInt(Integer::intValue).sum();
    Map<String, Integer> rarity = new HashMap<>();
    counts.entrySet().stream()
        .filter(it -> it.getValue() >= FEWEST_TEXTS)
        .sorted(
            Comparator.comparingInt((Map.Entry<String, Integer> it) -> -it.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(MOST_WORDS)
        .forEach(it ->
            rarity.put(it.getKey(), (int) Math.round(-Math.log(it.getValue() / total) * SCALE)));
    return new Vocabulary(rarity);
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= text.length(); i++) {
      char letter = i < text.length() ? Characters.letter(text.charAt(i)) : 0;
      if (letter != 0) {
        word.append(letter);
        continue;
      }
      boolean whole = word.length() > 1 || word.toString().matches("[ai]");
      if (whole && word.length() <= LONGEST_WORD) {
        words.add(word.toString());
      }
      word.setLength(0);
    }
    return words;
  }

  /// Where words end in letters that were written without blanks, when they read as several words.
  /// Time grows with the number of letters.
  ///
  /// @param letters a … z
  Optional<List<Integer>> parted(String letters) {
    int size = letters.length();
    double[] cost = new double[size + 1];
    int[] from = new int[size + 1];
    for (int end = 1; end <= size; end++) {
      cost[end] = cost[end - 1] + UNKNOWN;
      from[end] = end - 1;
      for (int start = Math.max(0, end - LONGEST_WORD); start < end; start++) {
        Integer rare = rarity.get(letters.substring(start, end));
        if (rare != null && cost[start] + (double) rare / SCALE < cost[end]) {
          cost[end] = cost[start] + (double) rare / SCALE;
          from[end] = start;
        }
      }
    }
    List<Integer> ends = new ArrayList<>();
    int known = 0;
    for (int end = size; end > 0; end = from[end]) {
      ends.addFirst(end);
      known += end - from[end] > 1 ? end - from[end] : 0;
    }
    boolean words =
        ends.size() >= FEWEST_WORDS && known >= KNOWN * size && cost[size] <= READABLE * size;
    return words ? Optional.of(ends) : Optional.empty();
  }

  void write(DataOutputStream out) throws IOException {
    out.writeShort(rarity.size());
    for (Map.Entry<String, Integer> word :
        rarity.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
      out.writeUTF(word.getKey());
      out.writeByte(word.getValue());
    }
  }

  static Vocabulary read(DataInputStream in) throws IOException {
    Map<String, Integer> rarity = new HashMap<>();
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      rarity.put(in.readUTF(), in.readUnsignedByte());
    }
    return new Vocabulary(rarity);
  }
}
