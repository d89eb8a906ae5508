package io.sextant.inspect.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the models see of a reading, in text order, so that every stretch of tokens can be scored
/// from running sums.
///
/// There are two kinds of features: hashed words, word pairs and letter groups (*grams*), and
/// concepts of the [Lexicon] with marks of structure, alone and in order (*concepts*).
public final class FeatureStream {
  private static final int LONGEST_WORD = 24;
  private static final int LONGEST_SENTENCE = 60;
  private static final int FAR = 10;

  /// Sentences of the widest window.
  public static final int WIDEST = 3;

  /// Words of the longest window of several sentences.
  public static final int LONGEST_WINDOW = 110;

  /// Words that nearly every English sentence has one of, and other languages have not.
  private static final Set<String> ENGLISH =
      Set.of(
          "the", "to", "and", "you", "that", "with", "are", "this", "your", "have", "what", "how",
          "can", "from", "not", "it", "my", "be", "which", "their", "its", "has", "when", "should",
          "would", "they", "these", "don't", "i'm", "does", "there", "any", "been", "about",
          "into");

  /// Further words that English hardly goes without; some other languages have them, too.
  private static final Set<String> COMMON =
      Set.of(
          "a", "an", "of", "in", "is", "for", "on", "as", "i", "was", "or", "by", "at", "we",
          "will", "if", "all", "but", "me", "do", "who", "more", "no", "one", "our", "out", "up",
          "so", "some", "give", "write", "make", "use", "using", "each", "than", "were", "had",
          "he", "she");

  /// What a word says about the language that it is of.
  private enum Word {
    ENGLISH,
    COMMON,
    OTHER
  }

  private static final Map<String, Word> FREQUENT = frequent();

  /// The share of all these words up to which a stretch is surely of another language, and from
  /// which on it is surely not.
  private static final double NO_ENGLISH = 0.15;

  private static final double SOME_ENGLISH = 0.25;

  /// The share of such words from which on a stretch is taken for English.
  private static final double ENOUGH_ENGLISH = 0.1;

  /// Of a stretch of so few words that none need be among them.
  private static final double PRIOR = 0.3;

  /// Code has more signs for a word than any language.
  private static final double MOST_SIGNS = 0.4;

  private final TokenText tokens;
  private final Features grams;
  private final Features concepts;
  private final int[] english;
  private final int[] common;
  private final int[] words;
  private final List<Window> sentences = new ArrayList<>();
  private final List<Window> distinct;

  /// Features in text order, and how many there are up to each token.
  static final class Features {
    int[] hash;
    int size;
    final int[] upTo;

    /// @param expected how many there will be, more or less
    Features(int tokens, int expected) {
      upTo = new int[tokens + 1];
      hash = new int[expected];
    }

    void add(int feature) {
      if (size == hash.length) {
        hash = Arrays.copyOf(hash, size * 2);
      }
      hash[size++] = feature;
    }
  }

  /// The letters of one word and what stands around it; used for one word after the other.
  private static final class Letters {
    private static final int SEED_OF_3 = seed(3);
    private static final int SEED_OF_4 = seed(4);
    private static final int SEED_OF_5 = seed(5);

    private final char[] spelled = new char[LONGEST_WORD + 2];
    private final int[] sums = new int[LONGEST_WORD + 2];
    private int size;

    void spell(String text, int start, int end) {
      size = 0;
      spelled[size++] = ' ';
      for (int i = start; i < end; i++) {
        char c = text.charAt(i);
        spelled[size++] = Character.isDigit(c) ? '0' : c;
      }
      spelled[size++] = ' ';
    }

    /// Adds the groups of three to five letters, the short ones first. The sum of a group goes on
    /// from that of the group that is shorter by its last letter.
    void addGroups(Features to) {
      for (int at = 0; at + 3 <= size; at++) {
        sums[at] = (spelled[at] * 31 + spelled[at + 1]) * 31 + spelled[at + 2];
        to.add(mix(SEED_OF_3 + sums[at]));
      }
      for (int at = 0; at + 4 <= size; at++) {
        sums[at] = sums[at] * 31 + spelled[at + 3];
        to.add(mix(SEED_OF_4 + sums[at]));
      }
      for (int at = 0; at + 5 <= size; at++) {
        to.add(mix(SEED_OF_5 + sums[at] * 31 + spelled[at + 4]));
      }
    }

    /// What the length of a group adds to the sum of its letters.
    private static int seed(int length) {
      int seed = length * 7919;
      for (int i = 0; i < length; i++) {
        seed *= 31;
      }
      return seed;
    }
  }

  /// A stretch of tokens.
  public record Window(int start, int end) {
    public int size() {
      return end - start;
    }
  }

  public FeatureStream(String text, Lexicon lexicon) {
    tokens = new TokenText(text);
    grams = new Features(tokens.size, 2 * tokens.size + 3 * text.length() + 1);
    concepts = new Features(tokens.size, tokens.size + 1);
    ConceptReader reader = new ConceptReader(tokens, lexicon, concepts);
    english = new int[tokens.size + 1];
    common = english.clone();
    words = new int[tokens.size + 1];
    Letters letters = new Letters();
    int previous = 0;
    for (int token = 0; token < tokens.size; token++) {
      previous = addGrams(token, previous, letters);
      grams.upTo[token + 1] = grams.size;
      reader.read(token);
      concepts.upTo[token + 1] = concepts.size;
      boolean word = tokens.isWord(token);
      words[token + 1] = words[token] + (word ? 1 : 0);
      Word known = word ? FREQUENT.getOrDefault(brief(token), Word.OTHER) : Word.OTHER;
      english[token + 1] = english[token] + (known == Word.ENGLISH ? 1 : 0);
      common[token + 1] = common[token] + (known == Word.OTHER ? 0 : 1);
    }
    cutSentences();
    distinct = distinct();
  }

  private static Map<String, Word> frequent() {
    Map<String, Word> words = new HashMap<>();
    COMMON.forEach(word -> words.put(word, Word.COMMON));
    ENGLISH.forEach(word -> words.put(word, Word.ENGLISH));
    return words;
  }

  /// A word no longer than those that English needs; empty for others.
  private String brief(int token) {
    int start = tokens.start[token];
    int end = tokens.end[token];
    return end - start < 7 ? tokens.folded.substring(start, end) : "";
  }

  /// How little of a stretch is English, from 0 to 1.
  public double foreign(Window window) {
    double all = words[window.end()] - words[window.start()];
    double known = english[window.end()] - english[window.start()];
    double signs = window.end() - window.start() - all;
    return all == 0 || signs > all * MOST_SIGNS
        ? 0
        : Math.max(0, 1 - (known + PRIOR) / all / ENOUGH_ENGLISH);
  }

  /// How surely a stretch is of another language than English, from 0 to 1: it has many words, and
  /// hardly one that English needs.
  public double otherLanguage(Window window) {
    double all = words[window.end()] - words[window.start()];
    double signs = window.end() - window.start() - all;
    if (all == 0 || signs > all * MOST_SIGNS) {
      return 0;
    }
    double share = (common[window.end()] - common[window.start()] + 1) / all;
    return Math.clamp((SOME_ENGLISH - share) / (SOME_ENGLISH - NO_ENGLISH), 0, 1);
  }

  private int addGrams(int token, int previous, Letters letters) {
    String text = tokens.folded;
    int start = tokens.start[token];
    int end = tokens.end[token];
    int word = 17;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      word = word * 31 + (Character.isDigit(c) ? '0' : c);
    }
    grams.add(mix(word));
    grams.add(mix(previous * 131 + word + 7));
    if (tokens.isWord(token) && end - start <= LONGEST_WORD) {
      letters.spell(text, start, end);
      letters.addGroups(grams);
    }
    return word;
  }

  static int mix(int hash) {
    int h = hash * 0x9E3779B1;
    h ^= h >>> 15;
    h *= 0x85EBCA6B;
    return h ^ (h >>> 13);
  }

  private void cutSentences() {
    int start = 0;
    for (int token = 1; token <= tokens.size; token++) {
      boolean ends = token == tokens.size || (tokens.opens[token] && token - start >= 3);
      if (ends || token - start >= LONGEST_SENTENCE) {
        sentences.add(new Window(start, token));
        start = token;
      }
    }
  }

  public List<Window> sentences() {
    return sentences;
  }

  /// The sentences, each once: what is said again says nothing new. Numbers do not tell them apart.
  public List<Window> distinctSentences() {
    return distinct;
  }

  private List<Window> distinct() {
    if (sentences.size() < 2) {
      return sentences;
    }
    Set<String> seen = new HashSet<>();
    List<Window> once = new ArrayList<>(sentences.size());
    for (Window sentence : sentences) {
      if (seen.add(withoutNumbers(words(sentence)))) {
        once.add(sentence);
      }
    }
    return once;
  }

  private static String withoutNumbers(String text) {
    StringBuilder without = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '0' && c <= '9') {
        without.setCharAt(i, '0');
      }
    }
    return without.toString();
  }

  private String words(Window window) {
    return tokens.folded.substring(startOf(window), Math.max(startOf(window), endOf(window)));
  }

  /// Single sentences, and two and three in a row.
  public List<Window> windows() {
    List<Window> windows = new ArrayList<>(sentences);
    for (int i = 0; i < sentences.size(); i++) {
      for (int j = i + 1; j < Math.min(i + WIDEST, sentences.size()); j++) {
        Window joined = new Window(sentences.get(i).start(), sentences.get(j).end());
        if (joined.end() - joined.start() <= LONGEST_WINDOW) {
          windows.add(joined);
        }
      }
    }
    return windows;
  }

  public Window whole() {
    return new Window(0, tokens.size);
  }

  public int size() {
    return tokens.size;
  }

  /// The first character of the window in the reading.
  public int startOf(Window window) {
    return tokens.size == 0 ? 0 : tokens.start[Math.min(window.start(), tokens.size - 1)];
  }

  /// The character after the window's last in the reading.
  public int endOf(Window window) {
    return window.end() == 0 ? 0 : tokens.end[window.end() - 1];
  }

  /// The names of the concepts in a window, in the order of their first appearance.
  public List<String> concepts(Window window, Lexicon lexicon) {
    Set<String> names = new LinkedHashSet<>();
    for (int token = window.start(); token < window.end(); token++) {
      if (tokens.isWord(token)) {
        int start = tokens.start[token];
        int reach = Math.min(tokens.folded.length(), start + 24);
        lexicon
            .at(tokens.folded, start, tokens.end[token], Math.max(reach, tokens.end[token]))
            .ifPresent(hit -> names.add(lexicon.name(hit.concept())));
      }
    }
    return List.copyOf(names);
  }

  Features features(Kind kind) {
    return switch (kind) {
      case GRAMS -> grams;
      case CONCEPTS -> concepts;
    };
  }

  /// Which features a model reads.
  public enum Kind {
    GRAMS,
    CONCEPTS
  }

  static int far() {
    return FAR;
  }
}
