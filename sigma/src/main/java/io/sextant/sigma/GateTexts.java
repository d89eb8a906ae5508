package io.sextant.sigma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The texts that gates look for, by field, each with a number of its own.
final class GateTexts {
  /// Shorter texts occur nearly everywhere, in characters.
  private static final int MIN_LENGTH = 2;

  private final Map<Integer, Map<String, Integer>> byField = new LinkedHashMap<>();
  private int count;

  /// The gate for a test whose values contain one text of each set.
  Gate gate(int field, List<List<String>> sets) {
    List<List<Integer>> numbers = new ArrayList<>();
    for (List<String> set : sets) {
      if (set.stream().allMatch(text -> text.length() >= MIN_LENGTH)) {
        numbers.add(
            set.stream().map(text -> number(field, CaseFold.fold(text))).distinct().toList());
      }
    }
    return new Gate(field, List.copyOf(numbers));
  }

  private int number(int field, String text) {
    return byField
        .computeIfAbsent(field, _ -> new LinkedHashMap<>())
        .computeIfAbsent(text, _ -> count++);
  }

  int count() {
    return count;
  }

  /// Finds the texts of one field.
  static final class Scan {
    private final LiteralAutomaton automaton;
    private final int[] numbers;

    private Scan(Map<String, Integer> texts) {
      this.automaton = new LiteralAutomaton(List.copyOf(texts.keySet()));
      this.numbers = texts.values().stream().mapToInt(Integer::intValue).toArray();
    }

    void run(String text, LiteralAutomaton.Sink sink) {
      automaton.scan(text, literal -> sink.found(numbers[literal]));
    }
  }

  /// The scans by index of field.
  Map<Integer, Scan> scans() {
    Map<Integer, Scan> scans = new LinkedHashMap<>();
    byField.forEach((field, texts) -> scans.put(field, new Scan(texts)));
    return Map.copyOf(scans);
  }
}
