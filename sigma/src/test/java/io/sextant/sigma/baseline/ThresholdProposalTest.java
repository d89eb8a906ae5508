package io.sextant.sigma.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.sigma.LogSource;
import io.sextant.sigma.SigmaCompiler;
import io.sextant.sigma.SigmaEngine;
import io.sextant.sigma.SigmaEvent;
import io.sextant.sigma.SigmaReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class ThresholdProposalTest {
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private static long[] seconds(long... seconds) {
    return Arrays.stream(seconds).map(second -> second * 1_000_000_000L).toArray();
  }

  @Test
  void takesTheSmallestCountThatAlertsRarelyEnough() {
    long[] times = seconds(0, 1, 2, 100, 101, 200);
    assertThat(ThresholdProposal.of(List.of(times), WINDOW, 3))
        .isEqualTo(new ThresholdProposal(1, 3, 0));
    assertThat(ThresholdProposal.of(List.of(times), WINDOW, 2))
        .isEqualTo(new ThresholdProposal(2, 2, 50));
    assertThat(ThresholdProposal.of(List.of(times), WINDOW, 1).threshold()).isEqualTo(3);
    assertThat(ThresholdProposal.of(List.of(times), WINDOW, 0))
        .isEqualTo(new ThresholdProposal(4, 0, 100));
  }

  @Test
  void countsGroupsApart() {
    List<long[]> groups = List.of(seconds(0, 1), seconds(0, 1, 2));
    assertThat(ThresholdProposal.of(groups, WINDOW, 1).threshold()).isEqualTo(3);
    assertThat(ThresholdProposal.of(List.of(), WINDOW, 0).threshold()).isEqualTo(1);
  }

  /// The alerts that a proposal states are those that the engine gives with this threshold.
  @Test
  void statesWhatTheEngineDoes() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      long[] times = random.longs(1 + random.nextInt(60), 0, 300).sorted().toArray();
      ThresholdProposal proposal =
          ThresholdProposal.of(List.of(seconds(times)), WINDOW, random.nextInt(6));
      assertThat(firings(times, proposal.threshold())).isEqualTo(proposal.alerts());
    }
  }

  private static long firings(long[] times, long threshold) {
    String yaml =
        """
        title: Any
        name: any
        logsource: {product: x}
        detection: {s: {f: 1}, condition: s}
        ---
        title: Many
        id: many
        correlation: {type: event_count, rules: [any], timespan: 10s, condition: {gte: %d}}
        """
            .formatted(threshold);
    SigmaEngine engine =
        SigmaEngine.of(
            new SigmaCompiler().compile(new SigmaReader().read("r", yaml).documents()).rules());
    long fired = 0;
    for (int i = 0; i < times.length; i++) {
      Instant time = Instant.ofEpochSecond(1_000_000 + times[i]);
      var body = JsonNodeFactory.instance.objectNode().put("f", 1);
      fired += engine.accept(new SigmaEvent(i, time, LogSource.ANY, body)).size();
    }
    return fired;
  }
}
