package io.sextant.inspect.model;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The words of one language and what they mean in English. A search costs some tenths of a
/// microsecond.
final class WordList {
  /// Letters of the longest form.
  private static final int LONGEST = 40;

  /// Keeps letters apart within a word; readings of a text have none.
  private static final String JOINER = "\u200C";

  /// Letters whose marks are mostly left out in Russian, and often in Arabic.
  private static final String MARKED = "ёأإآىة";

  private static final String BARE = "еااايه";

  /// In the order of their letters.
  private final List<Form> forms;

  /// A word, or the beginning of words.
  ///
  /// @param whole whether longer words do not count
  private record Form(String letters, boolean whole, String gloss) {}

  /// A form that was found.
  ///
  /// @param length of it in characters
  record Hit(int length, String gloss) {}

  private WordList(List<Form> forms) {
    this.forms = List.copyOf(forms);
  }

  /// Lines `gloss: form form …`; see [Glossary]. Of lines that give the same form the first counts.
  static WordList parse(String text) {
    List<Form> forms = new ArrayList<>();
    for (String line : Normalizer.normalize(text, Normalizer.Form.NFKC).lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        add(line.substring(0, colon).strip(), line.substring(colon + 1).strip(), forms);
      }
    }
    forms.sort(Comparator.comparing(Form::letters));
    return new WordList(forms);
  }

  private static void add(String gloss, String line, List<Form> forms) {
    for (String form : line.split(" ")) {
      boolean whole = form.startsWith("=");
      String letters = TokenText.folded(whole ? form.substring(1) : form);
      letters = letters.replace('_', ' ').replace(JOINER, "").strip();
      if (!letters.isEmpty() && letters.length() <= LONGEST) {
        forms.add(new Form(letters, whole, gloss));
        String careless = careless(letters);
        if (!careless.equals(letters)) {
          forms.add(new Form(careless, whole, gloss));
        }
      }
    }
  }

  private static String careless(String letters) {
    StringBuilder bare = new StringBuilder(letters);
    for (int i = 0; i < bare.length(); i++) {
      int marked = MARKED.indexOf(bare.charAt(i));
      if (marked >= 0) {
        bare.setCharAt(i, BARE.charAt(marked));
      }
    }
    return bare.toString();
  }

  /// The longest form that stands in `text` at `start`, narrowing down the forms that begin with
  /// ever more of its letters.
  Optional<Hit> at(String text, int start) {
    int from = 0;
    int to = forms.size();
    Optional<Hit> hit = Optional.empty();
    int most = Math.min(text.length(), start + LONGEST);
    for (int end = start + 1; end <= most && from < to; end++) {
      int place = end - start - 1;
      char letter = text.charAt(end - 1);
      from = first(from, to, place, letter);
      to = first(from, to, place, letter + 1);
      boolean ends = isEnd(text, end);
      for (int i = from; i < to && forms.get(i).letters.length() == end - start; i++) {
        if (ends || !forms.get(i).whole) {
          hit = Optional.of(new Hit(end - start, forms.get(i).gloss));
          break;
        }
      }
    }
    return hit;
  }

  /// The first of some forms, alike up to a place, whose letter there is no smaller.
  private int first(int from, int to, int place, int letter) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      String letters = forms.get(middle).letters;
      if (letters.length() > place && letters.charAt(place) >= letter) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static boolean isEnd(String text, int end) {
    return end == text.length()
        || !Character.isLetterOrDigit(text.charAt(end))
        || TokenText.standsAlone(text.charAt(end));
  }
}
