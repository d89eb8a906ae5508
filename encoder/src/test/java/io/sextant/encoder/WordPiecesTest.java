package io.sextant.encoder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordPiecesTest {
  private static final WordPieces SMALL =
      WordPieces.read(
          new ByteArrayInputStream(
              """
              {"model": {"type": "WordPiece", "vocab": {"[UNK]": 100, "[CLS]": 101, "[SEP]": 102,
               "un": 1, "##aff": 2, "##able": 3, "cafe": 4, ",": 5, "中": 6, "文": 7, "a": 8,
               "##a": 9, "é": 10, "i": 11}}, "other": {"un": 99}}
              """
                  .getBytes(UTF_8)));

  private static final WordPieces REAL = WordPieces.builtIn();

  private static int[] cut(String text) {
    int[] all = SMALL.cut(text, 50);
    assertThat(all[0]).isEqualTo(WordPieces.BEGIN);
    assertThat(all[all.length - 1]).isEqualTo(WordPieces.END);
    return java.util.Arrays.copyOfRange(all, 1, all.length - 1);
  }

  @Test
  void takesTheLongestPieceFirst() {
    assertThat(cut("unaffable")).containsExactly(1, 2, 3);
    assertThat(cut("un able")).containsExactly(1, 100);
  }

  @Test
  void seesNoCaseAndNoAccents() {
    assertThat(cut("CAFÉ Cafe\u0301")).containsExactly(4, 4);
    assertThat(cut("İ")).containsExactly(11);
  }

  @Test
  void signsAndIdeographsStandAlone() {
    assertThat(cut("un,un")).containsExactly(1, 5, 1);
    assertThat(cut("a中文")).containsExactly(8, 6, 7);
  }

  @Test
  void passesOverControlsAndInvisibleCharacters() {
    assertThat(cut("u\u200Bn\u0000\uFEFF\t\u00A0un")).containsExactly(1, 1);
  }

  @Test
  void aWordWithAnUnknownPartIsUnknownAsAWhole() {
    assertThat(cut("unaffablez un")).containsExactly(100, 1);
    assertThat(cut("a".repeat(100))).hasSize(48);
    assertThat(cut("a".repeat(101))).containsExactly(100);
    assertThat(cut("\uD83D\uDE00")).containsExactly(100);
  }

  @Test
  void cutsWhatIsTooLong() {
    assertThat(SMALL.cut("un un un un", 4)).containsExactly(101, 1, 1, 102);
    assertThat(SMALL.cut("unaffable", 4)).containsExactly(101, 1, 2, 102);
    assertThat(SMALL.cut("", 4)).containsExactly(101, 102);
  }

  /// Numbers of the reference implementation for this vocabulary.
  @Test
  void knowsTheVocabularyThatShips() {
    assertThat(REAL.cut("Hello, world!", 128)).containsExactly(101, 7592, 1010, 2088, 999, 102);
    assertThat(REAL.cut("[MASK]", 128)).containsExactly(101, 1031, 7308, 1033, 102);
  }

  @Test
  void takesAnyText() {
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(60); left > 0; left--) {
        text.append((char) random.nextInt(0x10000));
      }
      assertThat(REAL.cut(text, 40).length).isBetween(2, 40);
    }
  }

  @Test
  void aTokenizerWithoutWordsIsNone() {
    assertThatThrownBy(() -> WordPieces.read(new ByteArrayInputStream("{}".getBytes(UTF_8))))
        .hasMessageContaining("vocabulary");
  }
}
