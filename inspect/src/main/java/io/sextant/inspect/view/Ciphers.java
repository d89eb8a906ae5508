package io.sextant.inspect.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Disguises that leave letters letters: shifted and mirrored alphabets, reversed order. A stretch
/// is read another way only when it reads clearly more like language that way.
final class Ciphers {
  private static final double UNREADABLE = 2.55;
  private static final double BETTER_BY = 0.45;
  private static final int FEWEST_LETTERS = 10;
  private static final int MOST_CHARACTERS = 1 << 14;

  private final Readability readability;

  /// Characters `start … end` and how they read best; nothing when as they stand.
  private record Stretch(int start, int end, String how) {}

  Ciphers(Readability readability) {
    this.readability = readability;
  }

  /// The reading with each unreadable stretch of `view` read the way it reads best.
  Optional<TextView> decipher(TextView view) {
    String text = view.text();
    List<Stretch> stretches = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int end = stretchEnd(text, start);
      String how = end > MOST_CHARACTERS ? "" : best(text.substring(start, end));
      stretches.add(new Stretch(start, end, how));
      start = end;
    }
    List<String> kinds =
        stretches.stream().map(Stretch::how).filter(how -> !how.isEmpty()).distinct().toList();
    if (kinds.isEmpty()) {
      return Optional.empty();
    }
    TextView.Builder builder = new TextView.Builder(text.length());
    stretches.forEach(it -> write(view, it.start, it.end, it.how, builder));
    return Optional.of(builder.build(view, String.join("+", kinds)));
  }

  private static int stretchEnd(String text, int start) {
    int at = start;
    while (at < text.length() && at - start < 600) {
      char c = text.charAt(at++);
      if (c == '\n' || c == ':' || c == '"' || c == '`') {
        break;
      }
    }
    return at;
  }

  private String best(String stretch) {
    int letters = Readability.letters(stretch, 0, stretch.length());
    double plain = readability.cost(stretch);
    if (letters < FEWEST_LETTERS || letters * 2 < stretch.length() || plain < UNREADABLE) {
      return "";
    }
    String best = "";
    double bestCost = plain - BETTER_BY;
    for (String how : ways()) {
      double cost = readability.cost(reread(stretch, how));
      if (cost < bestCost) {
        best = how;
        bestCost = cost;
      }
    }
    return best;
  }

  private static List<String> ways() {
    List<String> ways = new ArrayList<>(List.of("reversed", "reversed words", "atbash"));
    for (int shift = 1; shift < 26; shift++) {
      ways.add("rot" + shift);
    }
    return ways;
  }

  private static String reread(String stretch, String how) {
    return switch (how) {
      case "reversed" -> new StringBuilder(stretch).reverse().toString();
      case "reversed words" -> {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < stretch.length(); i++) {
          words.append(stretch.charAt(mirrored(stretch, i)));
        }
        yield words.toString();
      }
      default -> {
        StringBuilder letters = new StringBuilder(stretch);
        for (int i = 0; i < letters.length(); i++) {
          letters.setCharAt(i, moved(letters.charAt(i), how));
        }
        yield letters.toString();
      }
    };
  }

  private static void write(
      TextView view, int start, int end, String how, TextView.Builder builder) {
    String text = view.text().substring(start, end);
    for (int i = 0; i < text.length(); i++) {
      int source =
          switch (how) {
            case "reversed" -> text.length() - 1 - i;
            case "reversed words" -> mirrored(text, i);
            default -> i;
          };
      char c = text.charAt(source);
      boolean letters = how.startsWith("rot") || how.equals("atbash");
      int at = start + source;
      builder.add(letters ? moved(c, how) : c, view.from(at), view.to(at));
    }
  }

  private static char moved(char c, String how) {
    int base = c >= 'a' && c <= 'z' ? 'a' : c >= 'A' && c <= 'Z' ? 'A' : 0;
    if (base == 0) {
      return c;
    }
    int place = c - base;
    return (char)
        (base
            + (how.equals("atbash")
                ? 25 - place
                : (place + Integer.parseInt(how.substring(3))) % 26));
  }

  private static int mirrored(String text, int at) {
    if (!Character.isLetter(text.charAt(at))) {
      return at;
    }
    int start = at;
    while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    int end = at;
    while (end + 1 < text.length() && Character.isLetter(text.charAt(end + 1))) {
      end++;
    }
    return start + end - at;
  }
}
