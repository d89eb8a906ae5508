package io.sextant.store;

import static io.sextant.core.contract.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.tool.AgentMark;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SqliteAgentMarksTest {
  @Test
  void aMarkTakesThePlaceOfTheOneBeforeItAndOldOnesGo() {
    try (OpenStore open = OpenStore.create()) {
      var marks = open.store().agentMarks();
      AgentMark old =
          new AgentMark("a", "", Optional.of(NOON.minus(Duration.ofDays(1))), Optional.empty());
      AgentMark first = new AgentMark("b", "s", Optional.of(NOON), Optional.empty());
      AgentMark second = new AgentMark("b", "s", Optional.of(NOON), Optional.of(NOON));
      marks.put(old);
      marks.put(first);
      marks.put(second);
      assertThat(marks.since(NOON.minus(Duration.ofDays(2)))).containsExactly(old, second);
      assertThat(marks.since(NOON.minus(Duration.ofHours(8)))).containsExactly(second);
      assertThat(marks.since(NOON.minus(Duration.ofDays(2)))).containsExactly(second);
    }
  }
}
