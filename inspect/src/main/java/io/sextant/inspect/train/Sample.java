package io.sextant.inspect.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.inspect.AttackKind;
import io.sextant.inspect.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A labelled text.
///
/// @param label `benign`, or the name of an attack
record Sample(
    String id, String text, String label, Channel channel, String source, Set<String> tags) {
  /// Longer texts are cut: learning needs no more.
  private static final int LONGEST = 8000;

  boolean attack() {
    return !label.equals("benign");
  }

  boolean unseen() {
    return tags.contains("valid_ood");
  }

  /// Sources of one origin, which are left out together.
  String family() {
    String origin = source.startsWith("sextant-obfuscated:") ? source.substring(19) : source;
    origin = origin.startsWith("planted:") ? origin.substring(8) : origin;
    if (origin.startsWith("sextant-composed:")) {
      return "sextant-composed";
    }
    int slash = origin.indexOf('/');
    return slash < 0 || origin.startsWith("polyai") ? origin : origin.substring(0, slash);
  }

  Optional<AttackKind> kind() {
    return switch (label) {
      case "injection" ->
          Optional.of(
              channel.isData() ? AttackKind.INDIRECT_INJECTION : AttackKind.DIRECT_INJECTION);
      case "jailbreak" -> Optional.of(AttackKind.JAILBREAK);
      case "extraction" -> Optional.of(AttackKind.SYSTEM_PROMPT_EXTRACTION);
      case "sensitive" -> Optional.of(AttackKind.SENSITIVE_REQUEST);
      default -> Optional.empty();
    };
  }

  /// The samples of a file of JSON lines; plain harmful requests are no attack and left out.
  static List<Sample> read(Path file) throws IOException {
    JsonMapper json = new JsonMapper();
    List<Sample> samples = new ArrayList<>();
    for (String line : Files.readAllLines(file, UTF_8)) {
      JsonNode node = json.readTree(line);
      String label = node.path("label").asString();
      if (!label.equals("harmful")) {
        Set<String> tags = new HashSet<>();
        node.path("tags").forEach(tag -> tags.add(tag.asString()));
        String text = node.path("text").asString();
        samples.add(
            new Sample(
                node.path("id").asString(),
                text.substring(0, Math.min(text.length(), LONGEST)),
                label,
                Channel.of(node.path("channel").asString()).orElse(Channel.USER),
                node.path("source").asString(),
                Set.copyOf(tags)));
      }
    }
    return samples;
  }
}
