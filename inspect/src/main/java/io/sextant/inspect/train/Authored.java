package io.sextant.inspect.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.inspect.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Training texts of our own: those in `train/authored.txt`.
final class Authored {
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
}
