package io.sextant.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.testing.defects.GatewayDefects;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the users of another gateway met does not happen with ours.
class GatewayDefectsIT {
  @TempDir Path folder;

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void noneOfThemIsOurs() throws Exception {
    try (GatewayDefects defects = new GatewayDefects(folder)) {
      assertThat(defects.replay()).hasSize(19).filteredOn(result -> !result.passed()).isEmpty();
    }
  }
}
