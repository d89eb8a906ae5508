package io.sextant.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {
  private static final ReleaseIndex INDEX =
      AtlasLibrary.builtIn().release(new ReleaseId("2026.05")).orElseThrow();

  @ParameterizedTest
  @CsvSource({
    "AML.T0051, AML.T0051",
    "t0051, AML.T0051",
    "prompt injection, AML.T0051",
    "jailbreak, AML.T0054",
    "jailbrek, AML.T0054",
    "rag poison, AML.T0070",
    "poisoned rag, AML.T0070",
    "unsecured credentials, AML.T0055",
    "exfiltration tool invocation, AML.T0086",
    "membership inference, AML.T0024.000",
    "reconnaissance, AML.TA0002",
    "model stealing, AML.T0024.002",
    "prompt leak, AML.T0056",
    "stolen model, AML.T0048.004",
  })
  void ranksTheMeantObjectFirst(String query, String id) {
    assertThat(INDEX.search(query, 5).getFirst().object().id().value()).isEqualTo(id);
  }

  @Test
  void putsSubTechniquesNextToTheirId() {
    assertThat(INDEX.search("AML.T0051", 4))
        .extracting(hit -> hit.object().id().value())
        .containsExactly("AML.T0051", "AML.T0051.000", "AML.T0051.001", "AML.T0051.002");
  }

  @Test
  void marksTheMatchedWords() {
    for (SearchHit hit : INDEX.search("poisoning memory", 10)) {
      assertThat(hit.marks()).isNotEmpty();
      for (SearchHit.Mark mark : hit.marks()) {
        assertThat(
                hit.fragment()
                    .substring(mark.start(), mark.end())
                    .toLowerCase(java.util.Locale.ROOT))
            .matches("(poison|memor|mem).*");
      }
    }
  }

  @Test
  void ordersByScoreAndHonoursTheLimit() {
    List<SearchHit> hits = INDEX.search("model", 7);
    assertThat(hits).hasSize(7);
    assertThat(hits)
        .extracting(SearchHit::score)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  @ParameterizedTest
  @CsvSource({"''", "'???'", "qqqqqqqqqqqq"})
  void findsNothingForNonsense(String query) {
    assertThat(INDEX.search(query, 5)).isEmpty();
  }

  @Test
  void showsAPieceOfALongTextAroundTheMatch() {
    String text = "word ".repeat(100) + "needle in a haystack " + "word ".repeat(100);
    Fragment fragment = Fragment.of(text, java.util.Set.of("needle"));
    assertThat(fragment.text()).contains("needle").hasSizeLessThan(Fragment.LENGTH + 3);
    SearchHit.Mark mark = fragment.marks().getFirst();
    assertThat(fragment.text().substring(mark.start(), mark.end())).isEqualTo("needle");
  }
}
