package io.sextant.inspect.train;

import static io.sextant.inspect.Channel.TOOL;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Prints the model card's tables.
record Report(PrintStream out, String title) {
  private static final int FEWEST = 5;

  /// What came of one text.
  record Outcome(Sample sample, double score, double baseline, double baselineThreshold) {
    boolean flagged() {
      return score >= 0.5;
    }
  }

  void print(List<Outcome> outcomes) {
    out.println();
    out.println("### " + title);
    new Protocol(out, "ours | n-gram baseline", outcomes).print();
    out.println();
    out.println(
        "| texts | number | flagged at 1 % | at 0.5 % | at 0.1 % | n-gram baseline at 1 % |");
    out.println("|---|---|---|---|---|---|");
    macro(outcomes);
    line("all benign", outcomes, it -> !it.sample().attack());
    line("hard negatives", outcomes, it -> benign(it, "hard_negative"));
    line("benign, disguised", outcomes, it -> benign(it, "obf_control"));
    line("attacks, disguised", outcomes, it -> attack(it) && it.sample().tags().contains("obf"));
    line("attacks in data channels", outcomes, it -> attack(it) && it.sample().channel().isData());
    line("benign in data channels", outcomes, it -> !attack(it) && it.sample().channel().isData());
    line("attacks in tool results", outcomes, it -> attack(it) && it.sample().channel() == TOOL);
    line("benign, long", outcomes, it -> benign(it, "long"));
    for (Map.Entry<String, List<Outcome>> source : sources(outcomes).entrySet()) {
      line("attacks: " + source.getKey(), source.getValue(), Report::attack);
      line("benign: " + source.getKey(), source.getValue(), it -> !attack(it));
    }
    out.flush();
  }

  private static boolean attack(Outcome outcome) {
    return outcome.sample().attack();
  }

  private static boolean benign(Outcome outcome, String tag) {
    return !attack(outcome) && outcome.sample().tags().contains(tag);
  }

  private static Map<String, List<Outcome>> sources(List<Outcome> outcomes) {
    Map<String, List<Outcome>> sources = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      sources
          .computeIfAbsent(outcome.sample().source(), _ -> new java.util.ArrayList<>())
          .add(outcome);
    }
    return sources;
  }

  private void macro(List<Outcome> outcomes) {
    double[] sums = new double[4];
    int count = 0;
    for (List<Outcome> source : sources(outcomes).values()) {
      List<Outcome> attacks = source.stream().filter(Report::attack).toList();
      if (attacks.size() >= FEWEST) {
        double[] shares = shares(attacks);
        for (int i = 0; i < sums.length; i++) {
          sums[i] += shares[i];
        }
        count++;
      }
    }
    if (count > 0) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] /= count;
      }
      row("**attacks, mean over " + count + " sources**", outcomes.size(), sums);
    }
  }

  private static double[] shares(List<Outcome> outcomes) {
    double all = outcomes.size();
    return new double[] {
      outcomes.stream().filter(Outcome::flagged).count() / all,
      outcomes.stream().filter(it -> it.score() >= 0.6).count() / all,
      outcomes.stream().filter(it -> it.score() >= 0.8).count() / all,
      outcomes.stream().filter(it -> it.baseline() >= it.baselineThreshold()).count() / all
    };
  }

  private void line(String name, List<Outcome> outcomes, Predicate<Outcome> which) {
    List<Outcome> chosen = outcomes.stream().filter(which).toList();
    if (!chosen.isEmpty()) {
      row(name, chosen.size(), shares(chosen));
    }
  }

  private void row(String name, int number, double[] shares) {
    out.printf(
        Locale.ROOT,
        "| %s | %d | %.1f %% | %.1f %% | %.1f %% | %.1f %% |%n",
        name,
        number,
        shares[0] * 100,
        shares[1] * 100,
        shares[2] * 100,
        shares[3] * 100);
  }
}
