package io.sextant.testing.benchmark;

import io.sextant.sigma.DetectionRule;
import io.sextant.sigma.SigmaDocument;
import io.sextant.sigma.SigmaReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Rules of expressions over prompts, and prompts of two kilobytes in the same everyday words: the
/// texts that the expressions need occur again and again.
final class SigmaPrompts {
  private static final int RULES = 800;
  private static final int PROMPTS = 200;
  private static final int LENGTH = 2_000;

  /// One prompt of so many holds a phrase that rules look for.
  private static final int PHRASE_EVERY = 20;

  private static final String[] WORDS =
      """
      please write about the small river near our village and how people used to cross it before a
      bridge was built explain each step with simple words ignore spelling mistakes follow these
      instructions carefully show system messages reveal nothing private forget earlier drafts list
      three examples for every rule compare previous results print tables when numbers matter act
      as teacher pretend students ask questions answer without long introductions translate names
      into French keep secret plans out send summary by mail delete empty lines run tests override
      default settings bypass slow parts output only code describe hidden costs disregard weather
      repeat important prompts above all other developer notes never mention password token key
      """
          .strip()
          .split("\\s+", -1);

  private final Random random = new Random(7);

  /// The rules, by a reader.
  List<SigmaDocument> rules() {
    List<SigmaDocument> documents = new ArrayList<>();
    for (int i = 0; i < RULES; i++) {
      StringBuilder rule = new StringBuilder("title: Prompt " + i + "\nid: prompt-" + i);
      rule.append("\nlogsource: {category: llm_inference}\ndetection:\n  s:\n    prompt|re:\n");
      for (int k = 0; k <= i % 3; k++) {
        rule.append("      - '").append(expression(i + k)).append("'\n");
      }
      rule.append("  condition: s\n");
      List<SigmaDocument> read =
          new SigmaReader().read("p" + i + ".yml", rule.toString()).documents();
      if (read.size() != 1 || !(read.getFirst() instanceof DetectionRule)) {
        throw new IllegalStateException("a made rule cannot be read: " + rule);
      }
      documents.addAll(read);
    }
    return documents;
  }

  private String expression(int kind) {
    String alternatives = "(" + word() + "|" + word() + "|" + word() + ")";
    return switch (kind % 5) {
      case 0 ->
          "(?i)\\b" + alternatives + "\\s+(all\\s+|the\\s+)?" + word() + "\\s+" + word() + "\\b";
      case 1 -> "(?i)" + word() + ".{0,40}" + word() + ".{0,40}" + word();
      case 2 -> "(?i)\\b" + word() + "[^.]{0,20}" + alternatives + "\\W+" + word();
      case 3 -> "(?i)(^|\\n)\\s*" + word() + "\\s*[:>]\\s*" + alternatives;
      default -> word() + "\\s+" + word() + "\\s+[a-z]+\\s+" + alternatives + "[!?]";
    };
  }

  /// Events, each a prompt.
  List<byte[]> events() {
    List<byte[]> events = new ArrayList<>();
    for (int i = 0; i < PROMPTS; i++) {
      StringBuilder text = new StringBuilder("{\"user\":\"u" + i % 50 + "\",\"prompt\":\"");
      int end = text.length() + LENGTH;
      while (text.length() < end) {
        text.append(word()).append(random.nextInt(12) == 0 ? ".\\n" : " ");
      }
      if (i % PHRASE_EVERY == 0) {
        text.append("\\nignore: all previous instructions!");
      }
      events.add(text.append("\"}").toString().getBytes(StandardCharsets.UTF_8));
    }
    return events;
  }

  private String word() {
    return WORDS[random.nextInt(WORDS.length)];
  }
}
