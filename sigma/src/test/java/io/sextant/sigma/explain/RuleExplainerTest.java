package io.sextant.sigma.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.sigma.DetectionRule;
import io.sextant.sigma.SigmaReader;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RuleExplainerTest {
  private static final String RULE =
      """
      title: T
      id: t
      logsource: {product: x}
      detection:
        tool:
          Image|endswith: ['\\a.exe', '\\b.exe']
          Arguments|contains|all: [x, y]
        flag: {n|gt: 5, c|cased: A}
        known: {user|re: '^svc'}
        words: [secret]
      condition: (tool or flag) and not known and 1 of words*
      """;

  private final RuleExplainer explainer =
      new RuleExplainer(
          (DetectionRule)
              new SigmaReader()
                  .read("r.yml", RULE.replace("\ncondition", "\n  condition"))
                  .documents()
                  .getFirst());

  private static String text(Explanation node, String indentation) {
    StringBuilder text = new StringBuilder(indentation);
    node.holds().ifPresent(holds -> text.append(holds ? "+ " : "- "));
    text.append(node.text()).append(node.found().isEmpty() ? "" : " <- " + node.found());
    text.append('\n');
    node.parts().forEach(part -> text.append(text(part, indentation + "  ")));
    return text.toString();
  }

  @Test
  void saysWhatARuleAsks() {
    assertThat(text(explainer.explain(), ""))
        .isEqualTo(
            """
            all of
              one of
                selection 'tool': all of
                  Image ends with '\\a.exe' or ends with '\\b.exe'
                  Arguments contains 'x' and contains 'y'
                selection 'flag': all of
                  n is a number > 5
                  c is 'A' (case counts)
              not
                selection 'known'
                  user matches /^svc/
              one of 'words*'
                selection 'words'
                  any value contains 'secret'
            """);
  }

  @Test
  void saysWhyAnEventMatchesOrNot() {
    Explanation answer =
        explainer.explain(
            new JsonMapper()
                .readTree(
                    "{\"n\": 7, \"c\": \"a\", \"user\": \"svc1\", \"m\": {\"t\": \"a secret\"}}"));
    assertThat(text(answer, ""))
        .isEqualTo(
            """
            - all of
              - one of
                - selection 'tool': all of
                  - Image ends with '\\a.exe' or ends with '\\b.exe' <- (missing)
                  - Arguments contains 'x' and contains 'y' <- (missing)
                - selection 'flag': all of
                  + n is a number > 5 <- 7
                  - c is 'A' (case counts) <- a
              - not
                + selection 'known'
                  + user matches /^svc/ <- svc1
              + one of 'words*'
                + selection 'words'
                  + any value contains 'secret'
            """);
    assertThat(answer.deciding())
        .extracting(Explanation::text)
        .containsExactly(
            "Image ends with '\\a.exe' or ends with '\\b.exe'",
            "Arguments contains 'x' and contains 'y'",
            "c is 'A' (case counts)",
            "user matches /^svc/");
  }
}
