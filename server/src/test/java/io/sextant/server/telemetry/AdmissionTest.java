package io.sextant.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final Admission admission = new Admission(10_240, Duration.ZERO);

  @Test
  void whatFitsEntersAndGivesItsRoomBack() throws InterruptedException {
    try (Admission.Ticket first = admission.enter(8_192).orElseThrow()) {
      assertThat(admission.enter(4_096)).isEmpty();
      assertThat(first.growTo(10_240)).isTrue();
      assertThat(admission.used()).isEqualTo(10_240);
    }
    assertThat(admission.used()).isZero();
    assertThat(admission.enter(4_096)).isPresent();
  }

  @Test
  void whatFindsNoRoomToGrowKeepsWhatItHas() throws InterruptedException {
    try (Admission.Ticket first = admission.enter(5_120).orElseThrow();
        Admission.Ticket second = admission.enter(5_120).orElseThrow()) {
      assertThat(second.growTo(6_144)).isFalse();
      assertThat(first.growTo(4_096)).isTrue();
      assertThat(admission.used()).isEqualTo(10_240);
    }
    assertThat(admission.used()).isZero();
  }

  @Test
  void whatIsLargerThanEverythingEntersAlone() throws InterruptedException {
    try (Admission.Ticket _ = admission.enter(1L << 40).orElseThrow()) {
      assertThat(admission.enter(1)).isEmpty();
    }
    assertThat(admission.used()).isZero();
  }

  @Test
  void aRateIsTheMeanOfTheLastTenSeconds() {
    RatePerSecond rate = new RatePerSecond();
    Instant start = Instant.parse("2026-03-01T12:00:00Z");
    for (int second = 0; second < 300; second++) {
      rate.add(start.plusSeconds(second), 7);
    }
    assertThat(rate.perSecond(start.plusSeconds(300))).isEqualTo(7.0);
    assertThat(rate.perSecond(start.plusSeconds(305))).isEqualTo(3.5);
    assertThat(rate.perSecond(start.plusSeconds(400))).isZero();
    assertThat(rate.history(start.plusSeconds(300))).hasSize(119).containsOnly(7);
  }
}
