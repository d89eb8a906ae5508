package io.sextant.atlas.suggest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Cuts a text into the terms that the model weighs: stems of words, pairs of neighbours, and
/// pieces of words. Web addresses and HTML tags are left out; spellings of one thing become one
/// word.
final class Terms {
  /// A term and where it stands; two terms of one hash are one to the model.
  record Term(int hash, Kind kind, int start, int end) {}

  /// What a term is, and how much its kind weighs.
  enum Kind {
    WORD(1f),
    PAIR(0.7f),
    PIECE(0.25f);

    private final float weight;

    Kind(float weight) {
      this.weight = weight;
    }
  }

  /// Words that tell techniques apart nowhere: grammar, and who attacks.
  private static final Set<String> COMMON =
      Set.of(
          """
          a about after all also an and another any are as at be because been before being both but \
          by can could did do does due during each for from further had has have he her him his how \
          however if in into is it its itself many may might more most much no not of on once one or \
          other our out over own per same she should since so some such than that the their them then \
          there these they this those through thus to too two under until up upon via was we were what \
          when where which while who whom whose why will with within without would you your adversary \
          attacker researcher team actor threat author hacker using used use uses able e g i s t etc \
          again already always even ever every everybody everything just never nobody nothing only \
          somebody someone something still us very yet\
          """
              .split(" "));

  /// Spellings of one thing, by word or by stem.
  private static final Map<String, String> SAME =
      Map.ofEntries(
          Map.entry("ml", "ai"),
          Map.entry("llm", "ai"),
          Map.entry("llms", "ai"),
          Map.entry("genai", "ai"),
          Map.entry("chatbot", "assistant"),
          Map.entry("copilot", "assistant"),
          Map.entry("password", "credential"),
          Map.entry("secret", "credential"),
          Map.entry("surrogate", "proxy"),
          Map.entry("substitute", "proxy"),
          Map.entry("shadow", "proxy"),
          Map.entry("exfil", "exfiltrat"));

  private static final List<String> ENDINGS =
      List.of(
          "ations", "ation", "ingly", "ings", "ions", "ing", "ion", "ers", "ies", "ied", "ed", "er",
          "es", "ly", "s", "e");
  private static final String DOUBLED = "bdgmnprt";
  private static final int PIECE_LENGTH = 5;
  private static final int SHORTEST_STEM = 3;

  private static final int LONGEST_TAG = 500;

  /// Characters of a text that are looked at; a technique is spoken of in less.
  static final int MAX_CHARS = 20_000;

  private Terms() {}

  /// How often and how strongly each term stands in a text, before rarity counts.
  static Map<Integer, Float> weights(List<Term> terms) {
    Map<Integer, Integer> counts = new HashMap<>();
    Map<Integer, Float> weights = new HashMap<>();
    for (Term term : terms) {
      int count = counts.merge(term.hash(), 1, Integer::sum);
      weights.put(term.hash(), term.kind().weight * (float) (1 + Math.log(count)));
    }
    return weights;
  }

  static List<Term> of(String text) {
    List<Term> terms = new ArrayList<>();
    int limit = Math.min(text.length(), MAX_CHARS);
    String previous = "";
    int previousStart = 0;
    int at = 0;
    while (at < limit) {
      int end = wordEnd(text, at, limit);
      if (end == at) {
        at = tagEnd(text, at, limit);
        continue;
      }
      if (text.startsWith("://", end)) {
        at = addressEnd(text, end, limit);
        continue;
      }
      String word = fold(text.substring(at, end));
      if (!word.isEmpty()) {
        add(terms, word, at, end);
        if (!previous.isEmpty()) {
          terms.add(new Term((previous + ' ' + word).hashCode(), Kind.PAIR, previousStart, end));
        }
        previous = word;
        previousStart = at;
      }
      at = end;
    }
    return terms;
  }

  private static void add(List<Term> terms, String word, int start, int end) {
    terms.add(new Term(word.hashCode(), Kind.WORD, start, end));
    for (int i = 0; i + PIECE_LENGTH <= word.length(); i++) {
      int hash = ('#' + word.substring(i, i + PIECE_LENGTH)).hashCode();
      terms.add(new Term(hash, Kind.PIECE, start, end));
    }
  }

  private static int wordEnd(String text, int from, int limit) {
    int end = from;
    while (end < limit && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /// The end of an HTML tag that begins here, else the next character.
  private static int tagEnd(String text, int at, int limit) {
    boolean tag =
        text.charAt(at) == '<'
            && at + 1 < limit
            && (text.charAt(at + 1) == '/' || Character.isLetter(text.charAt(at + 1)));
    int end = tag ? text.indexOf('>', at) : -1;
    return end >= 0 && end < limit && end - at <= LONGEST_TAG ? end + 1 : at + 1;
  }

  private static int addressEnd(String text, int from, int limit) {
    int end = from;
    while (end < limit && !Character.isWhitespace(text.charAt(end)) && text.charAt(end) != ')') {
      end++;
    }
    return end;
  }

  /// The word as it is compared; empty when it tells nothing.
  static String fold(String written) {
    String word = written.toLowerCase(Locale.ROOT);
    if (COMMON.contains(word) || word.chars().allMatch(Character::isDigit)) {
      return "";
    }
    String stem = stem(word);
    if (COMMON.contains(stem)) {
      return "";
    }
    return SAME.getOrDefault(word, SAME.getOrDefault(stem, stem));
  }

  /// The word without one common English ending, a last `e`, and a doubled last letter.
  private static String stem(String word) {
    String stem = word;
    for (String ending : ENDINGS) {
      int length = word.length() - ending.length();
      boolean plainDoubleS = ending.equals("s") && word.endsWith("ss");
      if (length >= SHORTEST_STEM && word.endsWith(ending) && !plainDoubleS) {
        if (ending.startsWith("ie")) {
          return word.substring(0, length) + "y";
        }
        stem = word.substring(0, length);
        break;
      }
    }
    int last = stem.length() - 1;
    boolean shorten =
        last >= SHORTEST_STEM
            && (stem.charAt(last) == 'e'
                || (stem.charAt(last) == stem.charAt(last - 1)
                    && DOUBLED.indexOf(stem.charAt(last)) >= 0));
    return shorten ? stem.substring(0, last) : stem;
  }
}
