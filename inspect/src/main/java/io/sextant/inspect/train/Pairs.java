package io.sextant.inspect.train;

import io.sextant.inspect.Channel;
import io.sextant.inspect.attack.PromptInspector;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Minimal pairs, apart from training: an attack, and a harmless text with the same words or of the
/// same make. Lines `group | channel | attack | harmless text`.
public final class Pairs {
  private static final int ATTACKS = 0;
  private static final int HARMLESS = 1;
  private static final int BOTH = 2;

  private final Map<String, int[]> right = new TreeMap<>();
  private final Map<String, Integer> sizes = new TreeMap<>();

  private Pairs() {}

  /// Prints how many of each group the inspector judges right.
  public static void print(Path file, PromptInspector inspector, PrintStream out)
      throws IOException {
    Pairs pairs = new Pairs();
    for (String line : Authored.lines(file)) {
      String[] parts = line.split(" \\| ", 4);
      Channel channel = Channel.of(parts[1]).orElseThrow();
      boolean found = inspector.inspect(parts[2], channel).flagged();
      boolean spared = !inspector.inspect(parts[3], channel).flagged();
      pairs.count(parts[0], found, spared);
      pairs.count("**all**", found, spared);
    }
    out.println();
    out.println("### Minimal pairs");
    out.println();
    out.println("| group | pairs | attacks flagged | harmless texts flagged | both right |");
    out.println("|---|---|---|---|---|");
    pairs.right.forEach((group, counts) -> {
      double size = pairs.sizes.getOrDefault(group, 1);
      out.printf(
          Locale.ROOT,
          "| %s | %.0f | %.1f %% | %.1f %% | %.1f %% |%n",
          group,
          size,
          100 * counts[ATTACKS] / size,
          100 - 100 * counts[HARMLESS] / size,
          100 * counts[BOTH] / size);
    });
    out.flush();
  }

  private void count(String group, boolean found, boolean spared) {
    int[] counts = right.computeIfAbsent(group, _ -> new int[3]);
    counts[ATTACKS] += found ? 1 : 0;
    counts[HARMLESS] += spared ? 1 : 0;
    counts[BOTH] += found && spared ? 1 : 0;
    sizes.merge(group, 1, Integer::sum);
  }
}
