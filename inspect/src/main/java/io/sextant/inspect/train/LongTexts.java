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
import java.util.function.Supplier;

/// Harmless long texts, for thresholds that hold at every length: several texts of one source in a
/// row, and what machines write.
final class LongTexts {
  private static final int OF_MACHINES = 20;
  private static final int JOINED = 8;
  private static final int FEWEST = 100;
  private static final int LONGEST_JOINED = 60_000;
  private static final int LONGEST_OF_MACHINE = 80_000;
  private static final int SHORTEST = 1_000;

  private final Random random;
  private final List<Sample> made = new ArrayList<>();

  private LongTexts(long seed) {
    random = new Random(seed);
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
        int length = length(LONGEST_JOINED);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
          text.append(texts.get(random.nextInt(texts.size())).text()).append("\n\n");
        }
        add("long:" + source, text.toString());
      }
    });
  }

  private int length(int longest) {
    return (int) (SHORTEST * Math.pow(longest / (double) SHORTEST, random.nextDouble()));
  }

  private void machines() {
    machine("base64", () -> Base64.getEncoder().encodeToString(bytes(96)) + "\n");
    machine("base64 in one line", () -> Base64.getEncoder().encodeToString(bytes(300)));
    machine("hex", () -> HexFormat.of().formatHex(bytes(16)) + " ");
    machine("hex in pairs", () -> HexFormat.ofDelimiter(":").formatHex(bytes(32)) + "\n");
    machine("floats", () -> random.nextGaussian() + ", ");
    machine("json", this::object);
    machine("log", this::logLine);
    machine("table", () -> random.nextInt(9999) + "," + word() + "," + random.nextFloat() + "\n");
    machine("names", () -> word() + "_" + word() + "(" + word() + ");\n");
  }

  private void machine(String kind, Supplier<String> piece) {
    for (int i = 0; i < OF_MACHINES; i++) {
      int length = length(LONGEST_OF_MACHINE);
      StringBuilder text = new StringBuilder();
      while (text.length() < length) {
        text.append(piece.get());
      }
      add("machine:" + kind, text.toString());
    }
  }

  private byte[] bytes(int most) {
    byte[] bytes = new byte[1 + random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      word.append("bcdfghklmnprstvz".charAt(random.nextInt(16)));
      word.append("aeiou".charAt(random.nextInt(5)));
    }
    return word.toString();
  }

  private String object() {
    return String.format(
        Locale.ROOT,
        "{\"id\":%d,\"%s\":\"%s\",\"ok\":%b,\"%s\":[%.3f,%.3f]},",
        random.nextInt(1_000_000),
        word(),
        word(),
        random.nextBoolean(),
        word(),
        random.nextDouble(),
        random.nextDouble());
  }

  private String logLine() {
    List<String> levels = List.of("INFO", "DEBUG", "WARN", "ERROR");
    return String.format(
        Locale.ROOT,
        "2026-03-%02dT%02d:%02d:11Z %s %s.%s request=%08x took=%d ms%n",
        1 + random.nextInt(28),
        random.nextInt(24),
        random.nextInt(60),
        levels.get(random.nextInt(levels.size())),
        word(),
        word(),
        random.nextInt(),
        random.nextInt(900));
  }

  /// The text in a channel of data or of people, in turn.
  private void add(String source, String text) {
    Channel channel = made.size() % 2 == 0 ? Channel.TOOL : Channel.USER;
    made.add(new Sample("long-" + made.size(), text, "benign", channel, source, Set.of("long")));
  }
}
