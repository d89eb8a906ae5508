package io.sextant.examples.desk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// The documents that the desk retrieves from, ranked by BM25 (Robertson and Zaragoza, 2009).
///
/// Anybody with a partner account may add documents: that is the hole that retrieval poisoning
/// uses. Thread-safe.
public final class Handbook {
  private static final double TERM_SATURATION = 1.2;
  private static final double LENGTH_NORMALISATION = 0.75;
  private static final Set<String> STOP_WORDS =
      Set.of(
          ("a an and are at be by can do for from how i in is it me my of on or our the their this to we what when where "
                  + "which with you your please does there if")
              .split(" "));

  private final List<Passage> passages = new ArrayList<>();

  /// One retrievable document.
  ///
  /// @param source who wrote it: `handbook` for the line's own pages, `partner` for uploads
  public record Passage(String id, String title, String text, String source) {}

  /// A passage and how well it fits a query.
  public record Hit(Passage passage, double score) {}

  /// The line's own pages.
  public static Handbook shipped() {
    Handbook handbook = new Handbook();
    try (InputStream in =
        Objects.requireNonNull(
            Handbook.class.getResourceAsStream("handbook.txt"), "handbook.txt")) {
      for (String block : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n(?=# )")) {
        int lineEnd = block.indexOf('\n');
        String[] head = block.substring(2, lineEnd).split(" \\| ");
        handbook.add(
            new Passage(head[0], head[1], block.substring(lineEnd + 1).strip(), "handbook"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return handbook;
  }

  /// Adds or replaces a passage.
  public synchronized void add(Passage passage) {
    passages.removeIf(existing -> existing.id().equals(passage.id()));
    passages.add(passage);
  }

  /// The best `limit` passages for a query, best first; those that share no word with it are left
  /// out.
  public synchronized List<Hit> search(String query, int limit) {
    Set<String> terms = Set.copyOf(words(query));
    Map<String, Integer> documentFrequency = new HashMap<>();
    double totalLength = 0;
    for (Passage passage : passages) {
      List<String> words = words(passage.title() + " " + passage.text());
      totalLength += words.size();
      Set.copyOf(words).forEach(word -> documentFrequency.merge(word, 1, Integer::sum));
    }
    double meanLength = totalLength / passages.size();
    return passages.stream()
        .map(passage -> new Hit(passage, score(passage, terms, documentFrequency, meanLength)))
        .filter(hit -> hit.score() > 0)
        .sorted(Comparator.comparingDouble(Hit::score).reversed())
        .limit(limit)
        .toList();
  }

  private double score(
      Passage passage,
      Set<String> terms,
      Map<String, Integer> documentFrequency,
      double meanLength) {
    List<String> words = words(passage.title() + " " + passage.text());
    Map<String, Long> counts =
        words.stream().collect(Collectors.groupingBy(w -> w, Collectors.counting()));
    double score = 0;
    for (String term : terms) {
      long count = counts.getOrDefault(term, 0L);
      if (count > 0) {
        int holding = documentFrequency.getOrDefault(term, 0);
        double rarity = Math.log(1 + (passages.size() - holding + 0.5) / (holding + 0.5));
        double length = 1 - LENGTH_NORMALISATION + LENGTH_NORMALISATION * words.size() / meanLength;
        score += rarity * count * (TERM_SATURATION + 1) / (count + TERM_SATURATION * length);
      }
    }
    return score;
  }

  /// Lower-case words without stop words, plural endings cut.
  static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
        .filter(word -> word.length() > 1 && !STOP_WORDS.contains(word))
        .map(word ->
            word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word)
        .toList();
  }
}
