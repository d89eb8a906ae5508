package io.sextant.inspect.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sets blanks between words that were written without: `ignoreallrules`, `IgnoreAllRules`, or
/// letters that stood apart all alike.
final class RunTogether {
  /// Letters of a run that may be several words.
  private static final int SHORTEST = 12;

  /// Letters from which on a run is looked at wherever it stands. Shorter ones have to be much of
  /// the text, as names in code are not.
  private static final int LONG = 24;

  private static final int MUCH = 2;

  private final Vocabulary vocabulary;

  RunTogether(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /// Letters in a row and where words end in them, counted from its start.
  private record Run(int start, int end, List<Integer> ends) {}

  Optional<TextView> part(TextView view) {
    String text = view.text();
    List<Run> runs = new ArrayList<>();
    int letters = 0;
    int inRuns = 0;
    for (int at = 0; at < text.length(); at++) {
      int end = end(text, at);
      letters += end - at;
      if (end - at >= SHORTEST) {
        Optional<Run> run = run(text, at, end);
        run.ifPresent(runs::add);
        inRuns += run.isPresent() ? end - at : 0;
      }
      at = end;
    }
    boolean much = inRuns * MUCH >= letters;
    List<Run> parted = runs.stream().filter(it -> much || it.end - it.start >= LONG).toList();
    return parted.isEmpty() ? Optional.empty() : Optional.of(with(view, parted));
  }

  private static int end(String text, int start) {
    int end = start;
    while (end < text.length() && Characters.letter(text.charAt(end)) != 0) {
      end++;
    }
    return end;
  }

  private Optional<Run> run(String text, int start, int end) {
    StringBuilder letters = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      letters.append(Characters.letter(text.charAt(i)));
    }
    return vocabulary.parted(letters.toString()).map(ends -> new Run(start, end, ends));
  }

  private static TextView with(TextView view, List<Run> runs) {
    String text = view.text();
    TextView.Builder builder = new TextView.Builder(text.length() * 5 / 4);
    int at = 0;
    for (Run run : runs) {
      for (; at < run.start; at++) {
        builder.copy(view, at);
      }
      for (int end : run.ends) {
        for (; at < run.start + end; at++) {
          builder.add(Character.toLowerCase(text.charAt(at)), view.from(at), view.to(at));
        }
        if (at < run.end) {
          builder.add(' ', view.from(at), view.to(at));
        }
      }
    }
    for (; at < text.length(); at++) {
      builder.copy(view, at);
    }
    return builder.build(view, "words run together");
  }
}
