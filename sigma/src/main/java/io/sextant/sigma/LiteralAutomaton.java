package io.sextant.sigma;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/// Finds which of many texts occur in a text, in one pass and without regard to case.
///
/// It may report a text that does not occur (characters outside ASCII share classes, and only the
/// first characters of a long text are looked for), but never misses one: it selects candidates.
/// The algorithm is Aho and Corasick's with a full transition table.
final class LiteralAutomaton {
  /// Characters of a text that are looked for; more add states, and rarely tell more.
  private static final int MAX_LITERAL = 20;

  private static final int ASCII = 128;

  /// Classes that all characters outside ASCII share.
  private static final int OTHER_CLASSES = 16;

  /// Receives what is found; the same number may come more than once.
  interface Sink {
    void found(int literal);
  }

  private final byte[] classOf = new byte[ASCII];
  private final int firstOther;
  private final int classes;
  private final int[] next;
  private final int[][] found;

  /// @param literals texts, not empty; each is reported by its position in the list
  LiteralAutomaton(List<String> literals) {
    int used = 1;
    for (String literal : literals) {
      for (int i = 0; i < Math.min(MAX_LITERAL, literal.length()); i++) {
        char c = CaseFold.fold(literal.charAt(i));
        if (c < ASCII && classOf[c] == 0) {
          classOf[c] = (byte) used++;
        }
      }
    }
    for (char c = 'A'; c <= 'Z'; c++) {
      classOf[c] = classOf[c + 32];
    }
    this.firstOther = used;
    this.classes = used + OTHER_CLASSES;
    Builder builder = new Builder();
    for (int i = 0; i < literals.size(); i++) {
      builder.add(literals.get(i), i);
    }
    List<Integer> order = builder.link();
    this.found = order.stream().map(builder.outputs::get).toArray(int[][]::new);
    this.next = arranged(builder.table, order);
  }

  /// The table with states in that order, so that those near the start, which are met most, lie
  /// together. A state that reports something is entered as its complement.
  private int[] arranged(int[] table, List<Integer> order) {
    int[] offsets = new int[order.size()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[order.get(i)] = found[i].length > 0 ? ~(i * classes) : i * classes;
    }
    int[] arranged = new int[table.length];
    for (int i = 0; i < offsets.length; i++) {
      for (int c = 0; c < classes; c++) {
        arranged[i * classes + c] = offsets[table[order.get(i) * classes + c] / classes];
      }
    }
    return arranged;
  }

  private int classOf(char c) {
    if (c < ASCII) {
      return classOf[c];
    }
    char folded = CaseFold.fold(c);
    return folded < ASCII ? classOf[folded] : firstOther + (folded & (OTHER_CLASSES - 1));
  }

  /// Reports every literal that may occur in the text.
  void scan(String text, Sink sink) {
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      int entered = next[state + classOf(text.charAt(i))];
      state = entered;
      if (entered < 0) {
        state = ~entered;
        for (int literal : found[state / classes]) {
          sink.found(literal);
        }
      }
    }
  }

  /// States are kept as offsets into the table.
  private final class Builder {
    private int[] table = new int[classes * 64];
    private int states = 1;
    private final List<int[]> outputs = new ArrayList<>(List.of(new int[0]));

    void add(String literal, int number) {
      int state = 0;
      for (int i = 0; i < Math.min(MAX_LITERAL, literal.length()); i++) {
        int slot = state + classOf(literal.charAt(i));
        if (table[slot] == 0) {
          if ((states + 1) * classes > table.length) {
            table = Arrays.copyOf(table, table.length * 2);
          }
          table[slot] = states++ * classes;
          outputs.add(new int[0]);
        }
        state = table[slot];
      }
      outputs.set(state / classes, join(outputs.get(state / classes), new int[] {number}));
    }

    private static int[] join(int[] a, int[] b) {
      if (b.length == 0) {
        return a;
      }
      int[] both = Arrays.copyOf(a, a.length + b.length);
      System.arraycopy(b, 0, both, a.length, b.length);
      return both;
    }

    /// Fills every missing transition with that of the longest suffix.
    ///
    /// @return the states, those nearest to the start first
    List<Integer> link() {
      List<Integer> order = new ArrayList<>(List.of(0));
      table = Arrays.copyOf(table, states * classes);
      int[] suffix = new int[states];
      Queue<Integer> queue = new ArrayDeque<>();
      for (int c = 0; c < classes; c++) {
        if (table[c] != 0) {
          queue.add(table[c]);
        }
      }
      while (!queue.isEmpty()) {
        int state = queue.remove();
        order.add(state / classes);
        int fallback = suffix[state / classes];
        outputs.set(
            state / classes, join(outputs.get(state / classes), outputs.get(fallback / classes)));
        for (int c = 0; c < classes; c++) {
          int target = table[state + c];
          if (target == 0) {
            table[state + c] = table[fallback + c];
          } else {
            suffix[target / classes] = table[fallback + c];
            queue.add(target);
          }
        }
      }
      return order;
    }
  }
}
