package io.sextant.inspect.train;

import io.sextant.inspect.Channel;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// Harmless long texts, for thresholds that hold at every length: several texts of one source in a
/// row, and what machines write.
final class LongTexts {
  private static final int OF_MACHINES = 20;
  private static final int JOINED = 8;
  private static final int FEWEST = 100;
  private static final int LONGEST_JOINED = 60_000;
  private static final int LONGEST_OF_MACHINE = 80_000;
  private static final int SHORTEST = 1_000;

  private final long seed;
  private final List<Sample> made = new ArrayList<>();

  private LongTexts(long seed) {
    this.seed = seed;
  }

  static List<Sample> of(List<Sample> samples, long seed) {
    LongTexts texts = new LongTexts(seed);
    texts.join(samples);
    texts.machines();
    return texts.made;
  }

  private void join(List<Sample> samples) {
    Map<String, List<Sample>> sources = new TreeMap<>();
    for (Sample it : samples) {
      boolean plain = !it.tags().contains("obf_control") && !it.tags().contains("hard_negative");
      if (!it.attack() && !it.unseen() && plain) {
        sources.computeIfAbsent(it.source(), _ -> new ArrayList<>()).add(it);
      }
    }
    sources.forEach((source, texts) -> {
      for (int i = 0; i < JOINED && texts.size() >= FEWEST; i++) {
        Random random = Chance.of(seed, source, i);
        int length = length(LONGEST_JOINED, random);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
          text.append(texts.get(random.nextInt(texts.size())).text()).append("\n\n");
        }
        add("long:" + source, text.toString());
      }
    });
  }

  private static int length(int longest, Random random) {
    return (int) (SHORTEST * Math.pow(longest / (double) SHORTEST, random.nextDouble()));
  }

  private void machines() {
    machine("base64", it -> Base64.getEncoder().encodeToString(bytes(96, it)) + "\n");
    machine("base64 in one line", it -> Base64.getEncoder().encodeToString(bytes(300, it)));
    machine("hex", it -> HexFormat.of().formatHex(bytes(16, it)) + " ");
    machine("hex in pairs", it -> HexFormat.ofDelimiter(":").formatHex(bytes(32, it)) + "\n");
    machine("floats", it -> it.nextGaussian() + ", ");
    machine("json", LongTexts::object);
    machine("log", LongTexts::logLine);
    machine("table", it -> it.nextInt(9999) + "," + word(it) + "," + it.nextFloat() + "\n");
    machine("names", it -> word(it) + "_" + word(it) + "(" + word(it) + ");\n");
  }

  private void machine(String kind, Function<Random, String> piece) {
    for (int i = 0; i < OF_MACHINES; i++) {
      Random random = Chance.of(seed, kind, i);
      int length = length(LONGEST_OF_MACHINE, random);
      StringBuilder text = new StringBuilder();
      while (text.length() < length) {
        text.append(piece.apply(random));
      }
      add("machine:" + kind, text.toString());
    }
  }

  private static byte[] bytes(int most, Random random) {
    byte[] bytes = new byte[1 + random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      word.append("bcdfghklmnprstvz".charAt(random.nextInt(16)));
      word.append("aeiou".charAt(random.nextInt(5)));
    }
    return word.toString();
  }

  private static String object(Random random) {
    return String.format(
        Locale.ROOT,
        "{\"id\":%d,\"%s\":\"%s\",\"ok\":%b,\"%s\":[%.3f,%.3f]},",
        random.nextInt(1_000_000),
        word(random),
        word(random),
        random.nextBoolean(),
        word(random),
        random.nextDouble(),
        random.nextDouble());
  }

  private static String logLine(Random random) {
    List<String> levels = List.of("INFO", "DEBUG", "WARN", "ERROR");
    return String.format(
        Locale.ROOT,
        "2026-03-%02dT%02d:%02d:11Z %s %s.%s request=%08x took=%d ms%n",
        1 + random.nextInt(28),
        random.nextInt(24),
        random.nextInt(60),
        levels.get(random.nextInt(levels.size())),
        word(random),
        word(random),
        random.nextInt(),
        random.nextInt(900));
  }

  /// The text in a channel of data or of people, in turn.
  private void add(String source, String text) {
    Channel channel = made.size() % 2 == 0 ? Channel.TOOL : Channel.USER;
    made.add(new Sample("long-" + made.size(), text, "benign", channel, source, Set.of("long")));
  }
}
