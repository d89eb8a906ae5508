package io.sextant.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrainedTest {
  private static byte[] shipped() throws IOException {
    try (InputStream in = Trained.class.getResourceAsStream("encoder.model")) {
      assertThat(in).isNotNull();
      return in.readAllBytes();
    }
  }

  @Test
  void readsWhatShips() throws IOException {
    Trained trained = Trained.read(new ByteArrayInputStream(shipped()));
    assertThat(trained.tensors()).isNotEmpty();
    assertThat(trained.tensors())
        .filteredOn(Trained.Tensor::quantised)
        .anyMatch(it -> Arrays.equals(it.shape(), new long[] {384, 1536}));
  }

  @Test
  void refusesWhatIsBrokenOff() throws IOException {
    byte[] whole = shipped();
    for (int length : new int[] {0, 3, 7, 9, 40, 5000, whole.length / 2, whole.length - 1}) {
      assertThatThrownBy(() -> Trained.read(new ByteArrayInputStream(Arrays.copyOf(whole, length))))
          .as("%s bytes", length)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesAnotherFormat() throws IOException {
    byte[] other = shipped();
    other[3]++;
    assertThatThrownBy(() -> Trained.read(new ByteArrayInputStream(other)))
        .hasMessageContaining("version");
  }
}
