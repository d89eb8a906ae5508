package io.sextant.inspect.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureStreamTest {
  private static final Lexicon LEXICON = Lexicon.builtIn();

  private static double otherLanguage(String text) {
    FeatureStream stream = new FeatureStream(text, LEXICON);
    return stream.otherLanguage(stream.whole());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Kannst du mir bitte erklären, warum der Himmel abends rot wird und morgens blau?",
        "mujhe kal subah station jaana hai, koi sasti taxi ka number bata do na yaar",
        "Quiero preparar una cena vegetariana para ocho personas, dame tres ideas sencillas.",
        "saya ingin belajar memasak rendang untuk keluarga besar minggu depan, mulai dari mana?",
        "Расскажи, пожалуйста, как вырастить помидоры на балконе в северном городе летом."
      })
  void knowsOtherLanguagesByTheWordsThatEnglishNeeds(String text) {
    assertThat(otherLanguage(text)).isGreaterThan(0.8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "best pizza places nearby",
        "Can you explain why the sky turns red in the evening?",
        "Please translate \"guten Morgen\" and \"gute Nacht\" for me, I will be in Berlin.",
        "for (int i = 0; i < rows.size(); i++) { sum += rows.get(i).total(); }",
        "4471, 4472, 4473, 4474, 4475, 4476, 4477, 4478"
      })
  void takesEnglishCodeNumbersAndFewWordsForNoOtherLanguage(String text) {
    assertThat(otherLanguage(text)).isZero();
  }
}
