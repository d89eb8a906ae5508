package io.sextant.atlas.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MentionScannerTest {
  private static final List<String> IDS =
      List.of(
          "AML.T0051",
          "aml.t0051.000",
          "ATLAS:T0051",
          "atlas.aml.t0051",
          "AML-TA0002",
          "AML.CS0001",
          "AML.M0015",
          "AML.BANK.T0001",
          "AMLT12",
          "ATLAS AML.T0051.001");

  /// Characters and pieces that look like the beginning of an id and are none.
  private static final List<String> FILLERS =
      List.of(
          " ", "\n", "a ", "A.", " ml", "t,", "l;", "AM ", "ATLAS ", "AML ", "aml\n", "tla.", "M-",
          "ä", "—", "0 ", "at ", "{", "\"");

  @Test
  void findsEveryIdWhereverItStands() {
    Random random = new Random(7);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder text = new StringBuilder();
      List<Integer> starts = new ArrayList<>();
      for (int part = random.nextInt(6); part >= 0; part--) {
        for (int filler = random.nextInt(5); filler >= 0; filler--) {
          text.append(FILLERS.get(random.nextInt(FILLERS.size())));
        }
        text.append('(');
        starts.add(text.length());
        text.append(IDS.get(random.nextInt(IDS.size()))).append(')');
      }

      assertThat(MentionScanner.scan(text.toString()))
          .as("%s", text)
          .extracting(Mention::start)
          .isEqualTo(starts);
    }
  }
}
