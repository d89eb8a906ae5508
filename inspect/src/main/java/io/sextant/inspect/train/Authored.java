package io.sextant.inspect.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.inspect.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Texts of our own: those in `train/authored.txt` and `train/everyday.txt`.
final class Authored {
  private Authored() {}

  static List<Sample> read(Path file) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (String line : lines(file)) {
      String[] parts = line.split(" ", 3);
      Channel channel = Channel.of(parts[1]).orElseThrow();
      Set<String> tags = parts[0].equals("benign") ? Set.of("hard_negative") : Set.of();
      samples.add(
          new Sample("authored-" + samples.size(), parts[2], parts[0], channel, "authored", tags));
    }
    return samples;
  }

  /// Harmless requests in other languages, which nothing learns from: a text a line.
  static List<Sample> everyday(Path file) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (String line : lines(file)) {
      String id = "everyday-" + samples.size();
      Set<String> tags = Set.of(Sample.FOREIGN);
      samples.add(new Sample(id, line, "benign", Channel.USER, "everyday", tags));
    }
    return samples;
  }

  /// The lines of a file of ours without remarks and blank ones.
  static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file, UTF_8).stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .toList();
  }
}
