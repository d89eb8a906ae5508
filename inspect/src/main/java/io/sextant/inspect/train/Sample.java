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
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A labelled text.
///
/// @param label `benign`, or the name of an attack
/// @param draw of which draw of such texts it is, counted from 1; 0 if it is there as it was
///   written
record Sample(
    String id,
    String text,
    String label,
    Channel channel,
    String source,
    Set<String> tags,
    int draw) {
  /// Longer texts are cut: learning needs no more.
  private static final int LONGEST = 8000;

  /// Begins the tag that names the source of the document an attack was planted into.
  static final String CARRIER = "carrier:";

  /// The tag of harmless texts that were written to teach what is harmless, after others had been
  /// flagged: they decide no threshold and are not measured.
  static final String LESSON = "lesson";

  /// The tag of texts in one other language than English.
  static final String FOREIGN = "foreign";

  private static final String COMPOSED = "sextant-composed:";
  private static final Pattern COVER =
      Pattern.compile("^(?:sextant-obfuscated|planted|bare|long|disguised):");

  private static final Pattern MADE =
      Pattern.compile("^(?:planted|bare|long|machine|authored|answers|disguised)\\b");

  Sample(String id, String text, String label, Channel channel, String source, Set<String> tags) {
    this(id, text, label, channel, source, tags, 0);
  }

  /// The same as one of a draw.
  Sample in(int draw) {
    return new Sample(id, text, label, channel, source, tags, draw);
  }

  /// How much it counts where the texts of all draws are together.
  double share() {
    return draw == 0 ? 1 : 1.0 / Material.DRAWS;
  }

  boolean attack() {
    return !label.equals("benign");
  }

  /// Whether the text is of the given data, neither written nor made by us.
  boolean given() {
    return !MADE.matcher(source).find();
  }

  boolean isLesson() {
    return tags.contains(LESSON);
  }

  boolean unseen() {
    return tags.contains("valid_ood");
  }

  /// Whether the text was set apart to measure with.
  boolean held() {
    return unseen() || tags.contains("valid_iid");
  }

  /// The source under whatever cover its text comes.
  String origin() {
    return COVER.matcher(source).replaceFirst("");
  }

  /// Sources of one origin, which are left out together.
  String family() {
    return origin().startsWith(COMPOSED) ? "sextant-composed" : family(origin());
  }

  /// The family of the clean document that an attack was planted into, which has to be left out
  /// with that document: else its words are learnt as those of attacks.
  Optional<String> carrier() {
    if (source.startsWith(COMPOSED)) {
      return Optional.of(family(source.substring(COMPOSED.length())));
    }
    return tags.stream()
        .filter(it -> it.startsWith(CARRIER))
        .findFirst()
        .map(it -> family(it.substring(CARRIER.length())));
  }

  private static String family(String origin) {
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
        if (!node.path("lang").asString("en").matches("en|mixed")) {
          tags.add(FOREIGN);
        }
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
