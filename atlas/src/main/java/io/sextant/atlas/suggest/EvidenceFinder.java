package io.sextant.atlas.suggest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Splits a technique's score into the words of the text that made it.
final class EvidenceFinder {
  /// Phrases shown for one suggestion.
  private static final int PHRASES = 3;

  /// Characters between two words of one phrase.
  private static final int GAP = 4;

  /// A word that brings less than this share of the strongest one is not shown.
  private static final double SHARE = 0.25;

  private final Model model;
  private final String text;
  private final List<Terms.Term> terms;
  private final Map<Integer, Float> values = new HashMap<>();
  private final Map<Integer, Integer> counts = new HashMap<>();

  EvidenceFinder(Model model, String text, List<Terms.Term> terms, TermVector vector) {
    this.model = model;
    this.text = text;
    this.terms = terms;
    for (int i = 0; i < vector.size(); i++) {
      values.put(vector.hash(i), vector.value(i));
    }
    terms.forEach(term -> counts.merge(term.hash(), 1, Integer::sum));
  }

  private record Span(int start, int end, double weight) {}

  List<Suggestion.Evidence> of(int technique) {
    Map<Integer, Span> words = new HashMap<>();
    for (Terms.Term term : terms) {
      double weight =
          model.evidence(term.hash(), values.getOrDefault(term.hash(), 0f), technique)
              / counts.getOrDefault(term.hash(), 1);
      words.merge(
          term.start(),
          new Span(term.start(), term.end(), weight),
          (a, b) -> new Span(a.start(), Math.min(a.end(), b.end()), a.weight() + b.weight()));
    }
    List<Span> strong = strong(words);
    List<Span> phrases = new ArrayList<>();
    for (Span word : strong) {
      Span last = phrases.isEmpty() ? word : phrases.getLast();
      if (!phrases.isEmpty() && word.start() - last.end() <= GAP) {
        phrases.removeLast();
        phrases.add(new Span(last.start(), word.end(), last.weight() + word.weight()));
      } else {
        phrases.add(word);
      }
    }
    return phrases.stream()
        .sorted(Comparator.comparingDouble(span -> -span.weight()))
        .limit(PHRASES)
        .sorted(Comparator.comparingInt(Span::start))
        .map(span ->
            new Suggestion.Evidence(
                text.substring(span.start(), span.end()), span.start(), span.end()))
        .toList();
  }

  /// The words that speak for it, in the order of the text.
  private static List<Span> strong(Map<Integer, Span> words) {
    double most = words.values().stream().mapToDouble(Span::weight).max().orElse(0);
    return words.values().stream()
        .filter(span -> span.weight() > 0 && span.weight() >= SHARE * most)
        .sorted(Comparator.comparingInt(Span::start))
        .toList();
  }
}
