package io.sextant.sigma.regex;

import io.sextant.sigma.regex.RegexTree.Assertion;
import io.sextant.sigma.regex.RegexTree.Chain;
import io.sextant.sigma.regex.RegexTree.Choice;
import io.sextant.sigma.regex.RegexTree.Literal;
import io.sextant.sigma.regex.RegexTree.Nothing;
import io.sextant.sigma.regex.RegexTree.Repeat;
import io.sextant.sigma.regex.RegexTree.Some;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// An expression as instructions, and characters in classes that it does not tell apart. Immutable.
final class RegexProgram {
  /// What an instruction does.
  enum Step {
    /// Takes a character of its set.
    TAKE,
    /// Goes on in two ways.
    FORK,
    /// Goes on if its assertion holds.
    ASSERT,
    FOUND
  }

  private static final Step[] STEPS = Step.values();
  private static final int ASCII = 128;

  private final byte[] steps;
  private final int[] next;
  private final int[] other;
  private final int start;
  private final Assertion[] assertions;

  /// By instruction that takes a character, by class, whether it is in its set.
  private final boolean[][] takes;

  private final int[] classOfAscii = new int[ASCII];
  private final int[] bounds;
  private final int[] classOfBound;
  private final int classes;

  /// By class, one of its characters.
  private final int[] examples;

  RegexProgram(RegexTree tree) {
    Builder builder = new Builder();
    int found = builder.add(Step.FOUND, 0, 0);
    this.start = builder.compile(tree, found);
    int size = builder.steps.size();
    this.steps = new byte[size];
    this.next = new int[size];
    this.other = new int[size];
    for (int i = 0; i < size; i++) {
      steps[i] = (byte) builder.steps.get(i)[0];
      next[i] = builder.steps.get(i)[1];
      other[i] = builder.steps.get(i)[2];
    }
    this.assertions = builder.assertions.toArray(Assertion[]::new);
    List<CharSet> sets = new ArrayList<>(builder.sets.keySet());
    List<CharSet> told = new ArrayList<>(sets);
    if (needs(Assertion.WORD_EDGE) || needs(Assertion.NO_WORD_EDGE)) {
      told.add(CharSet.WORD);
    }
    if (needs(Assertion.LINE_START) || needs(Assertion.LINE_END)) {
      told.add(CharSet.NEWLINE);
    }
    this.bounds = bounds(told);
    this.classOfBound = new int[bounds.length];
    List<Integer> firsts = new ArrayList<>();
    this.classes = classify(told, firsts);
    this.examples = firsts.stream().mapToInt(Integer::intValue).toArray();
    Arrays.setAll(classOfAscii, this::classOf);
    this.takes = new boolean[sets.size()][classes];
    for (int set = 0; set < sets.size(); set++) {
      for (int c = 0; c < classes; c++) {
        takes[set][c] = sets.get(set).contains(examples[c]);
      }
    }
  }

  private static int[] bounds(List<CharSet> sets) {
    TreeSet<Integer> bounds = new TreeSet<>(List.of(0));
    for (CharSet set : sets) {
      int[] ranges = set.ranges();
      for (int i = 0; i < ranges.length; i += 2) {
        bounds.add(ranges[i]);
        bounds.add(ranges[i + 1] + 1);
      }
    }
    return bounds.stream().mapToInt(Integer::intValue).toArray();
  }

  private int classify(List<CharSet> sets, List<Integer> firsts) {
    Map<List<Boolean>, Integer> known = new HashMap<>();
    for (int i = 0; i < bounds.length; i++) {
      int first = bounds[i];
      List<Boolean> signature = sets.stream().map(set -> set.contains(first)).toList();
      Integer number = known.get(signature);
      if (number == null) {
        number = known.size();
        known.put(signature, number);
        firsts.add(first);
      }
      classOfBound[i] = number;
    }
    return known.size();
  }

  boolean needs(Assertion assertion) {
    return Arrays.asList(assertions).contains(assertion);
  }

  int size() {
    return steps.length;
  }

  int start() {
    return start;
  }

  Step step(int instruction) {
    return STEPS[steps[instruction]];
  }

  int next(int instruction) {
    return next[instruction];
  }

  int other(int instruction) {
    return other[instruction];
  }

  Assertion assertion(int instruction) {
    return assertions[other[instruction]];
  }

  /// Whether an instruction takes the characters of a class.
  boolean takes(int instruction, int c) {
    return takes[other[instruction]][c];
  }

  int classes() {
    return classes;
  }

  int example(int c) {
    return examples[c];
  }

  /// By character of ASCII.
  int[] classOfAscii() {
    return classOfAscii;
  }

  int classOf(int character) {
    int at = Arrays.binarySearch(bounds, character);
    return classOfBound[at >= 0 ? at : ~at - 1];
  }

  /// Puts instructions together from the end.
  private static final class Builder {
    private final List<int[]> steps = new ArrayList<>();
    private final List<Assertion> assertions = new ArrayList<>();
    private final Map<CharSet, Integer> sets = new java.util.LinkedHashMap<>();

    @SuppressWarnings("EnumOrdinal") // within one run of this process only
    int add(Step step, int next, int other) {
      steps.add(new int[] {step.ordinal(), next, other});
      return steps.size() - 1;
    }

    /// Adds instructions that go on with `next`.
    ///
    /// @return the first of them
    int compile(RegexTree tree, int next) {
      return switch (tree) {
        case Literal(String text, boolean anyCase) -> text(text, anyCase, next);
        case Some(CharSet set) -> take(set, next);
        case Nothing(Assertion assertion) ->
            assertion == Assertion.NOTHING ? next : assertion(assertion, next);
        case Chain(List<RegexTree> parts) -> {
          int first = next;
          for (RegexTree part : parts.reversed()) {
            first = compile(part, first);
          }
          yield first;
        }
        case Choice(List<RegexTree> alternatives) -> {
          List<Integer> firsts = new ArrayList<>();
          alternatives.forEach(alternative -> firsts.add(compile(alternative, next)));
          Collections.reverse(firsts);
          int first = firsts.getFirst();
          for (int one : firsts.subList(1, firsts.size())) {
            first = add(Step.FORK, one, first);
          }
          yield first;
        }
        case Repeat(RegexTree part, int min, int max) -> repeat(part, min, max, next);
      };
    }

    private int text(String text, boolean anyCase, int next) {
      int first = next;
      for (int i = text.length() - 1; i >= 0; i--) {
        char c = text.charAt(i);
        CharSet set = anyCase ? new CharSet.Builder().addAnyCase(c, c).build() : CharSet.of(c);
        first = take(set, first);
      }
      return first;
    }

    private int take(CharSet set, int next) {
      return add(Step.TAKE, next, sets.computeIfAbsent(set, _ -> sets.size()));
    }

    private int assertion(Assertion assertion, int next) {
      assertions.add(assertion);
      return add(Step.ASSERT, next, assertions.size() - 1);
    }

    private int repeat(RegexTree part, int min, int max, int next) {
      int first = next;
      if (max == RegexTree.UNBOUNDED) {
        int loop = add(Step.FORK, 0, next);
        steps.get(loop)[1] = compile(part, loop);
        first = loop;
      } else {
        for (int i = min; i < max; i++) {
          first = add(Step.FORK, compile(part, first), next);
        }
      }
      for (int i = 0; i < min; i++) {
        first = compile(part, first);
      }
      return first;
    }
  }
}
