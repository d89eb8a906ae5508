package io.sextant.inspect.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.inspect.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Training texts of our own: those in `train/authored.txt`, and attacks planted into clean
/// documents.
final class Authored {
  private static final int LONGEST_PLANTED = 250;
  private static final List<String> CARRIERS =
      List.of("%s", "%s", "%s", "<!-- %s -->", "Note to the AI: %s", "\"%s\"", "- %s", "> %s");

  private Authored() {}

  static List<Sample> read(Path file) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (String line : Files.readAllLines(file, UTF_8)) {
      if (!line.startsWith("#") && !line.isBlank()) {
        String[] parts = line.split(" ", 3);
        Channel channel = Channel.of(parts[1]).orElseThrow();
        Set<String> tags = parts[0].equals("benign") ? Set.of("hard_negative") : Set.of();
        samples.add(
            new Sample(
                "authored-" + samples.size(), parts[2], parts[0], channel, "authored", tags));
      }
    }
    return samples;
  }

  /// Every second clean document with an attack of another source in it.
  static List<Sample> plant(List<Sample> samples, long seed) {
    List<Sample> attacks =
        samples.stream()
            .filter(it -> it.attack() && !it.unseen() && !it.tags().contains("obf"))
            .filter(it -> !it.label().equals("jailbreak") && !it.label().equals("sensitive"))
            .filter(it -> it.text().length() <= LONGEST_PLANTED)
            .filter(it -> !it.tags().contains("noisy_label"))
            .toList();
    Random random = new Random(seed);
    List<Sample> planted = new ArrayList<>();
    for (Sample it : samples) {
      boolean clean = it.channel().isData() && !it.attack() && !it.unseen();
      if (clean && random.nextBoolean()) {
        Sample attack = attacks.get(random.nextInt(attacks.size()));
        String order = CARRIERS.get(random.nextInt(CARRIERS.size())).replace("%s", attack.text());
        planted.add(
            new Sample(
                "planted-" + it.id(),
                planted(it.text(), order, random),
                "injection",
                it.channel(),
                "planted:" + attack.source(),
                Set.of("indirect")));
      }
    }
    return planted;
  }

  private static String planted(String text, String order, Random random) {
    int wanted = random.nextInt(text.length() + 1);
    int line = text.indexOf('\n', wanted);
    int stop = text.indexOf(". ", wanted);
    if (line >= 0 && (stop < 0 || random.nextBoolean())) {
      return text.substring(0, line + 1) + order + text.substring(line);
    }
    return stop >= 0
        ? text.substring(0, stop + 2) + order + " " + text.substring(stop + 2)
        : text + "\n" + order;
  }
}
