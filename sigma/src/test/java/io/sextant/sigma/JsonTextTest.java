package io.sextant.sigma;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonTextTest {
  private static final String[] PIECES = {
    "a",
    "Zz",
    "01234567",
    "C:",
    "\\\\",
    "\\\"",
    "\\/",
    "\\b",
    "\\f",
    "\\n",
    "\\r",
    "\\t",
    "\\u0041",
    "\\u005c"
  };

  /// Wherever an escape lies among the eight bytes that are taken at a time.
  @Test
  void takesEscapesOutAsAJsonReaderDoes() {
    JsonMapper json = new JsonMapper();
    Random random = new Random(30);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder written = new StringBuilder();
      int pieces = random.nextInt(12);
      for (int k = 0; k < pieces; k++) {
        written.append(PIECES[random.nextInt(PIECES.length)]);
      }
      int before = random.nextInt(9);
      byte[] bytes = ("x".repeat(before) + written + "\"rest").getBytes(US_ASCII);
      byte[] into = new byte[before + written.length()];
      int end = JsonText.unescape(bytes, before, before + written.length(), into, before);
      assertThat(new String(into, before, end - before, ISO_8859_1))
          .as("%s after %d", written, before)
          .isEqualTo(json.readValue("\"" + written + "\"", String.class));
    }
  }
}
