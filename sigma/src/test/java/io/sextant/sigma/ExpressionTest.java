package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.sextant.sigma.ValueTest.RegexFlag;
import io.sextant.sigma.regex.RegexSyntax;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// Expressions find what RE2/J finds: random ones on random texts, many in one engine, so that what
/// is shared between them is shared.
class ExpressionTest {
  private static final int ROUNDS = 100;
  private static final int EXPRESSIONS = 25;
  private static final int TEXTS = 20;

  private static final List<String> ATOMS =
      List.of(
          "a",
          "b",
          "ab",
          "ignore",
          "all",
          "rules",
          "k",
          "S",
          "ä",
          "Я",
          "ß",
          "ſ",
          "忽略",
          "😀",
          ".",
          "\\s",
          "\\S",
          "\\w",
          "\\W",
          "\\d",
          "\\D",
          "[ab]",
          "[^a]",
          "[a-z]",
          "[^\\w]",
          "[kS]",
          "[^.]",
          "[[:alpha:]]",
          "[[:^space:]\\d]",
          "[\\]a-]",
          "[я-а]",
          "[А-я]",
          "\\.",
          "\\n",
          "\\x41",
          "\\x{1F600}",
          "\\Qa.b\\E",
          "\\Qa+",
          "\\pL",
          "\\101",
          "\\012",
          "^",
          "$",
          "\\b",
          "\\B",
          "\\A",
          "\\z",
          "(?i)",
          "(?i:ab)",
          "(?s:.)",
          "(?m:^)",
          "(?m:$)",
          "(?-i)",
          "()",
          "\\s+",
          "\\W+",
          " ");
  private static final List<String> REPEATS =
      List.of("*", "+", "?", "{2}", "{1,3}", "{0,5}", "{2,}", "*?", "+?", "{0}", "{", "{,2}");
  private static final List<String> PIECES =
      List.of(
          "a", "b", "ab", "A", "B", "ignore", "IGNORE", "all", "rules", "Rules", " ", "  ", "\n",
          "\t", ".", "k", "K", "\u212a", "s", "S", "ſ", "ä", "Ä", "Я", "я", "ß", "ẞ", "忽略", "😀",
          "\ud83d", "\ude00", "0", "7", "_", "-", "a.b", "a+", "]", "{", "c", "xyz", "\u0130");

  private final Random random = new Random(31);

  @Test
  void findsWhatRe2Finds() {
    int found = 0;
    for (int round = 0; round < ROUNDS; round++) {
      found += compared(expressions(), texts(round % 2 == 0));
    }
    assertThat(found).isGreaterThan(ROUNDS * TEXTS);
  }

  /// How many matches there are.
  private static int compared(List<ValueTest.Regex> expressions, List<List<String>> texts) {
    SigmaEngine engine = SigmaEngine.of(new SigmaCompiler().compile(rules(expressions)).rules());
    int found = 0;
    for (List<String> values : texts) {
      ObjectNode body = Rules.JSON.createObjectNode();
      values.forEach(body.putArray("t")::add);
      Set<String> expected = new TreeSet<>();
      for (int i = 0; i < expressions.size(); i++) {
        ValueTest.Regex regex = expressions.get(i);
        Pattern pattern = Pattern.compile(regex.pattern(), RegexChecker.flags(regex.flags()));
        if (values.stream().anyMatch(value -> pattern.matcher(value).find())) {
          expected.add("r" + i);
        }
      }
      assertThat(ids(engine.accept(new SigmaEvent(0, Rules.START, LogSource.ANY, body))))
          .as("%s in %s", expressions, values)
          .isEqualTo(expected);
      assertThat(
              ids(engine.accept(0, Rules.START, LogSource.ANY, Rules.JSON.writeValueAsBytes(body))))
          .as("%s in bytes of %s", expressions, values)
          .isEqualTo(expected);
      found += expected.size();
    }
    return found;
  }

  private static Set<String> ids(List<Detection> detections) {
    Set<String> ids = new TreeSet<>();
    detections.forEach(detection -> ids.add(detection.rule().value()));
    return ids;
  }

  private static List<SigmaDocument> rules(List<ValueTest.Regex> expressions) {
    List<SigmaDocument> documents = new ArrayList<>();
    for (int i = 0; i < expressions.size(); i++) {
      StringBuilder modifiers = new StringBuilder("t|re");
      for (RegexFlag flag : expressions.get(i).flags()) {
        modifiers.append(
            switch (flag) {
              case IGNORE_CASE -> "|i";
              case MULTILINE -> "|m";
              case DOT_ALL -> "|s";
            });
      }
      ObjectNode rule = Rules.JSON.createObjectNode().put("title", "R").put("id", "r" + i);
      rule.putObject("logsource").put("product", "t");
      ObjectNode detection = rule.putObject("detection").put("condition", "s");
      detection.putObject("s").put(modifiers.toString(), expressions.get(i).pattern());
      SigmaReader.ReadResult read =
          new SigmaReader().read("r" + i, Rules.JSON.writeValueAsString(rule));
      assertThat(read.hasErrors()).as(rule + " " + read.issues()).isFalse();
      documents.addAll(read.documents());
    }
    return documents;
  }

  private List<ValueTest.Regex> expressions() {
    List<ValueTest.Regex> expressions = new ArrayList<>();
    while (expressions.size() < EXPRESSIONS) {
      String pattern = choice(0);
      Set<RegexFlag> flags = EnumSet.noneOf(RegexFlag.class);
      for (RegexFlag flag : RegexFlag.values()) {
        if (random.nextInt(4) == 0) {
          flags.add(flag);
        }
      }
      if (isAllowed(RegexChecker.prefix(flags) + pattern)) {
        expressions.add(new ValueTest.Regex(pattern, flags));
      }
    }
    return expressions;
  }

  private static boolean isAllowed(String pattern) {
    try {
      RegexSyntax.parse(pattern);
      Pattern.compile(pattern);
      return true;
    } catch (PatternSyntaxException | RegexSyntax.NotExact _) {
      return false;
    }
  }

  private String choice(int depth) {
    StringBuilder text = new StringBuilder(chain(depth));
    while (random.nextInt(4) == 0) {
      text.append('|').append(chain(depth));
    }
    return text.toString();
  }

  private String chain(int depth) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      boolean group = depth < 3 && random.nextInt(5) == 0;
      text.append(group ? "(" + choice(depth + 1) + ")" : one(ATOMS));
      if (random.nextInt(3) == 0) {
        text.append(one(REPEATS));
      }
    }
    return text.toString();
  }

  private List<List<String>> texts(boolean plain) {
    List<List<String>> texts = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      List<String> values = new ArrayList<>();
      for (int k = random.nextInt(3); k >= 0; k--) {
        values.add(text(plain));
      }
      texts.add(values);
    }
    return texts;
  }

  private String text(boolean plain) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(random.nextInt(8) == 0 ? 60 : 12); i > 0; i--) {
      String piece = one(PIECES);
      if (!plain || piece.chars().allMatch(c -> c < 128)) {
        text.append(piece);
      }
    }
    return text.toString();
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
