package io.sextant.inspect.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sextant.inspect.attack.Stretches.Evidence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HeadTest {
  private static final double[][] THRESHOLDS = new double[Head.LENGTHS][];

  static {
    Arrays.setAll(THRESHOLDS, _ -> new double[] {2, 3, 4});
  }

  private static final Head HEAD = new Head(new double[Summary.SIZE + 1], THRESHOLDS, 1.5);
  private static final double LENGTH = Head.length(1);

  @Test
  void asksLessOfATextTheLessEnglishItIs() {
    assertThat(HEAD.margin(new Evidence(1, LENGTH, 0))).isEqualTo(-1);
    assertThat(HEAD.margin(new Evidence(1, LENGTH, 0.5))).isEqualTo(-0.25);
    assertThat(HEAD.margin(new Evidence(1, LENGTH, 1))).isEqualTo(0.5);
    assertThat(HEAD.score(new Evidence(1, LENGTH, 0))).isLessThan(0.5);
    assertThat(HEAD.score(new Evidence(1, LENGTH, 1))).isCloseTo(0.55, within(1e-9));
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HEAD.write(new DataOutputStream(out));
    Head read = Head.read(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));
    assertThat(read).usingRecursiveComparison().isEqualTo(HEAD);
  }
}
