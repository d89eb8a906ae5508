package io.sextant.inspect.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Words of many languages by the concept they stand for, such as `ignore` or `instruction`.
///
/// A stem stands for every word that begins with it; `=word` for that word only, `two_words` for
/// words in a row. Scripts that join or inflect words at the front are searched inside words too.
public final class Lexicon {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final Node root = new Node();

  /// A letter of a stem. What follows is ordered by its character: a node has few followers.
  private static final class Node {
    private static final Node NONE = new Node();

    int stem = -1;
    int word = -1;
    private char[] letters = new char[0];
    private Node[] nodes = new Node[0];

    Node next(char letter) {
      int at = Arrays.binarySearch(letters, letter);
      return at < 0 ? NONE : nodes[at];
    }

    boolean isNone() {
      return letters.length == 0 && stem < 0 && word < 0;
    }

    Node nextOrNew(char letter) {
      int at = Arrays.binarySearch(letters, letter);
      if (at >= 0) {
        return nodes[at];
      }
      int place = -at - 1;
      letters = Arrays.copyOf(letters, letters.length + 1);
      nodes = Arrays.copyOf(nodes, nodes.length + 1);
      System.arraycopy(letters, place, letters, place + 1, letters.length - 1 - place);
      System.arraycopy(nodes, place, nodes, place + 1, nodes.length - 1 - place);
      letters[place] = letter;
      nodes[place] = new Node();
      return nodes[place];
    }
  }

  /// A stem that was found.
  ///
  /// @param concept the number of the concept
  /// @param length of the stem in characters
  record Hit(int concept, int length) {}

  private Lexicon() {}

  /// The lexicon that ships.
  public static Lexicon builtIn() {
    try (InputStream in = Lexicon.class.getResourceAsStream("lexicon.txt")) {
      if (in == null) {
        throw new IllegalStateException("lexicon.txt is missing from the jar");
      }
      return parse(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lines `concept: stem stem …`; lines that begin with `#` or `[` are headings.
  static Lexicon parse(String text) {
    Lexicon lexicon = new Lexicon();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.charAt(0) != '#') {
        lexicon.add(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    return lexicon;
  }

  private void add(String concept, String stems) {
    Integer number = numbers.get(concept);
    if (number == null) {
      number = names.size();
      names.add(concept);
      numbers.put(concept, number);
    }
    for (String stem : stems.split("\\s+")) {
      boolean whole = stem.startsWith("=");
      String letters = TokenText.folded((whole ? stem.substring(1) : stem).replace('_', ' '));
      Node node = root;
      for (int i = 0; i < letters.length(); i++) {
        node = node.nextOrNew(letters.charAt(i));
      }
      if (whole) {
        node.word = number;
      } else {
        node.stem = number;
      }
    }
  }

  public int size() {
    return names.size();
  }

  public String name(int concept) {
    return names.get(concept);
  }

  /// The longest stem that stands in `text` at `start`.
  ///
  /// @param end of the word
  /// @param reach how far a stem of several words may go
  Optional<Hit> at(CharSequence text, int start, int end, int reach) {
    Node node = root;
    int concept = -1;
    int length = 0;
    for (int i = start; i < reach; i++) {
      node = node.next(text.charAt(i));
      if (node.isNone()) {
        break;
      }
      if (node.stem >= 0) {
        concept = node.stem;
        length = i + 1 - start;
      }
      if (node.word >= 0 && i + 1 == end) {
        concept = node.word;
        length = i + 1 - start;
      }
    }
    return concept < 0 ? Optional.empty() : Optional.of(new Hit(concept, length));
  }
}
