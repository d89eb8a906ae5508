package io.sextant.store.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.store.StoreException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

final class DeflatedTest {
  private static final long SEED = 20_261_122;
  private static final String BODY =
      """
      {"time":"2026-11-22T10:00:00Z","gen_ai.request.model":"m","text.user":["Wann fährt die Fähre?"]}\
      """;
  private static final String ORIGINAL =
      """
      {"time":"2026-11-22T10:00:00Z","gen_ai.request.model":"m","prompt":"Wann fährt die Fähre?"}\
      """;

  @Test
  void whatTheBodySaysTooTakesNextToNothing() {
    Deflated pressed = press(ORIGINAL.getBytes(UTF_8), BODY);

    assertThat(pressed.bytes().length).isLessThan(ORIGINAL.length() / 2);
    assertThat(new String(pressed.inflated(BODY), UTF_8)).isEqualTo(ORIGINAL);
  }

  @Test
  void anyBytesComeBackBesideAnyBody() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    for (int round = 0; round < 200; round++) {
      byte[] plain = new byte[random.nextInt(5_000)];
      random.nextBytes(plain);
      String body = "é".repeat(random.nextInt(50_000)) + BODY;
      assertThat(press(plain, body).inflated(body)).as("seed %d", SEED).isEqualTo(plain);
    }
  }

  @Test
  void rowsOfStoresMadeBeforeAreRead() {
    byte[] plain = ORIGINAL.getBytes(UTF_8);
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    deflater.setInput(plain);
    deflater.finish();
    byte[] row = new byte[1_000];
    ByteBuffer.wrap(row).putInt(plain.length);
    int length = Integer.BYTES + deflater.deflate(row, Integer.BYTES, row.length - Integer.BYTES);
    deflater.end();

    assertThat(new Deflated(Arrays.copyOf(row, length)).inflated(BODY)).isEqualTo(plain);
  }

  @Test
  void aRowThatIsCutShortIsCorrupt() {
    byte[] row = press(ORIGINAL.repeat(9).getBytes(UTF_8), "{}").bytes();

    assertThatThrownBy(() -> new Deflated(Arrays.copyOf(row, row.length / 2)).inflated("{}"))
        .isInstanceOf(StoreException.class);
  }

  private static Deflated press(byte[] plain, String body) {
    try (Deflated.Press press = new Deflated.Press()) {
      return press.press(plain, body.getBytes(UTF_8));
    }
  }
}
