package io.sextant.inspect.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.inspect.Channel;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Length alone makes nothing suspicious: of ever more windows the highest is ever higher.
class LongTextTest {
  private static final PromptInspector INSPECTOR = PromptInspector.builtIn();
  private static final int[] SIZES = {1_000, 20_000, 200_000, 1_000_000};

  private final Random random = new Random(11);

  @Test
  void whatMachinesWriteIsNotFlaggedAtAnyLength() {
    List<String> flagged = new ArrayList<>();
    check("base64", () -> Base64.getMimeEncoder().encodeToString(bytes(600)), flagged);
    check("base64 in one line", () -> Base64.getEncoder().encodeToString(bytes(999)), flagged);
    check("hex", () -> HexFormat.ofDelimiter(":").formatHex(bytes(32)) + "\n", flagged);
    check("floats", () -> String.format(Locale.ROOT, "%.6f,", random.nextGaussian()), flagged);
    check("identifiers", () -> new UUID(random.nextLong(), random.nextLong()) + "\n", flagged);
    check(
        "json",
        () -> "{\"sku\":" + random.nextInt(9999) + ",\"unit\":\"kg\",\"price\":[3.5,4]},",
        flagged);
    check(
        "log",
        () -> "10.0.0." + random.nextInt(255) + " - GET /v1/items/" + random.nextInt() + " 200\n",
        flagged);
    check(
        "code",
        () -> "  int total" + random.nextInt(99) + " = parse(row[" + random.nextInt(9) + "]);\n",
        flagged);
    assertThat(flagged).isEmpty();
  }

  @Test
  void longProseIsNotFlagged() {
    List<String> flagged = new ArrayList<>();
    check("prose", new RandomText(random)::sentence, flagged);
    assertThat(flagged).isEmpty();
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private void check(String kind, Supplier<String> piece, List<String> flagged) {
    for (int size : SIZES) {
      StringBuilder text = new StringBuilder();
      while (text.length() < size) {
        text.append(piece.get());
      }
      text.setLength(size);
      for (Channel channel : List.of(Channel.USER, Channel.TOOL)) {
        double score = INSPECTOR.inspect(text.toString(), channel).score();
        if (score >= 0.5) {
          flagged.add(kind + " " + size + " " + channel.label() + " " + score);
        }
      }
    }
  }
}
