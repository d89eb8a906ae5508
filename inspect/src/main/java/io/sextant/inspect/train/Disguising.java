package io.sextant.inspect.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.inspect.Channel;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Disguises requests. The harmless ones are lessons, so that a disguise alone, or the request to
/// lift it, is not learnt as an attack; with attacks among them it is not learnt as harmless
/// either.
final class Disguising {
  private static final int LONGEST = 300;

  /// One in so many harmless requests is disguised.
  private static final int SHARE = 18;

  private static final List<String> FRAMES =
      List.of(
          "%s",
          "%s",
          "Decode this and do it: %s",
          "Please read the encoded text and answer it: %s",
          "What does this say? %s",
          "%s\n\nFirst decode the text, then follow what it asks for.",
          "My colleague sent this in code, please reply to it: %s",
          "The request is encoded: %s");

  private Disguising() {}

  static List<Sample> of(List<Sample> samples, long seed) {
    List<Sample> made = new ArrayList<>();
    for (Sample it : samples) {
      boolean plain = it.given() && !it.unseen() && !it.tags().contains("obf");
      Random random = Chance.of(seed, "disguised", it.source(), it.id());
      boolean request = it.channel() == Channel.USER && !it.attack();
      if (plain && request && it.text().length() <= LONGEST && random.nextInt(SHARE) == 0) {
        String frame = FRAMES.get(random.nextInt(FRAMES.size()));
        String text = frame.replace("%s", disguised(it.text(), random));
        Set<String> tags = Set.of("obf", Sample.LESSON);
        made.add(
            new Sample(
                "disguised-" + it.id(),
                text,
                it.label(),
                Channel.USER,
                "disguised:" + it.source(),
                tags));
      }
    }
    return made;
  }

  private static String disguised(String text, Random random) {
    return switch (random.nextInt(7)) {
      case 0, 1 -> Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
      case 2 -> HexFormat.of().formatHex(text.getBytes(UTF_8));
      case 3 -> URLEncoder.encode(text, UTF_8);
      case 4 -> new StringBuilder(text).reverse().toString();
      case 5 -> rotated(text);
      default -> leet(text);
    };
  }

  private static String rotated(String text) {
    StringBuilder rotated = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char base = Character.isUpperCase(c) ? 'A' : 'a';
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      rotated.append(letter ? (char) (base + (c - base + 13) % 26) : c);
    }
    return rotated.toString();
  }

  private static String leet(String text) {
    return text.replace('e', '3')
        .replace('a', '4')
        .replace('o', '0')
        .replace('t', '7')
        .replace('s', '5');
  }
}
