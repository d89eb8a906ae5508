package io.sextant.inspect.match;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/// Finds the words of many topics in one pass, without regard to case, accents or what separates
/// words. A word written `tele*` also begins longer ones, `*nummer` also ends them; scripts without
/// spaces need both. The algorithm is Aho and Corasick's with a full table; immutable.
final class Lexicon {
  static final int START = 0;

  /// A word of a topic.
  record Entry(int topic, String word) {}

  private final short[] classOf = new short[0x10000];
  private final int classes;
  private final int[] next;
  private final Entry[][] found;

  /// @param topics the words of each topic; topics are numbered by their place
  Lexicon(List<List<String>> topics) {
    List<Entry> entries = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    int used = 1;
    for (int topic = 0; topic < topics.size(); topic++) {
      for (String word : topics.get(topic)) {
        String text = folded(word);
        for (int i = 0; i < text.length(); i++) {
          if (classOf[text.charAt(i)] == 0) {
            classOf[text.charAt(i)] = (short) used++;
          }
        }
        texts.add(text);
        entries.add(new Entry(topic, word.replace("*", "")));
      }
    }
    this.classes = used;
    Builder builder = new Builder();
    for (int i = 0; i < entries.size(); i++) {
      builder.add(texts.get(i), entries.get(i));
    }
    builder.link();
    this.next = builder.table;
    this.found = builder.outputs.stream().map(o -> o.toArray(Entry[]::new)).toArray(Entry[][]::new);
  }

  private static String folded(String word) {
    StringBuilder text = new StringBuilder();
    if (!word.startsWith("*")) {
      text.append(Folding.SEPARATOR);
    }
    for (char c : word.replace("*", "").toCharArray()) {
      text.append(Folding.letter(c));
    }
    if (!word.endsWith("*")) {
      text.append(Folding.SEPARATOR);
    }
    return text.toString();
  }

  int next(int state, char letter) {
    return next[state + classOf[letter]];
  }

  Entry[] found(int state) {
    return found[state / classes];
  }

  /// States are kept as offsets into the table.
  private final class Builder {
    private int[] table = new int[classes * 64];
    private final List<List<Entry>> outputs = new ArrayList<>(List.of(new ArrayList<>()));
    private final Map<Integer, Integer> suffix = new HashMap<>();

    void add(String text, Entry entry) {
      int state = 0;
      for (int i = 0; i < text.length(); i++) {
        int slot = state + classOf[text.charAt(i)];
        if (table[slot] == 0) {
          int made = outputs.size();
          if ((made + 1) * classes > table.length) {
            table = Arrays.copyOf(table, table.length * 2);
          }
          table[slot] = made * classes;
          outputs.add(new ArrayList<>());
        }
        state = table[slot];
      }
      outputs.get(state / classes).add(entry);
    }

    /// Fills every missing transition with that of the longest suffix.
    void link() {
      table = Arrays.copyOf(table, outputs.size() * classes);
      Queue<Integer> queue = new ArrayDeque<>();
      for (int c = 0; c < classes; c++) {
        if (table[c] != 0) {
          queue.add(table[c]);
        }
      }
      while (!queue.isEmpty()) {
        int state = queue.remove();
        int fallback = suffix.getOrDefault(state, 0);
        outputs.get(state / classes).addAll(outputs.get(fallback / classes));
        for (int c = 0; c < classes; c++) {
          int target = table[state + c];
          if (target == 0) {
            table[state + c] = table[fallback + c];
          } else {
            suffix.put(target, table[fallback + c]);
            queue.add(target);
          }
        }
      }
    }
  }
}
