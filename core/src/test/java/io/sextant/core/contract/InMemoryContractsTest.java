package io.sextant.core.contract;

import io.sextant.core.access.Tokens;
import io.sextant.core.awareness.Cards;
import io.sextant.core.awareness.Runs;
import io.sextant.core.detection.Findings;
import io.sextant.core.layer.Layers;
import io.sextant.core.system.Systems;
import io.sextant.core.telemetry.Events;
import io.sextant.core.threat.DecisionLog;
import org.junit.jupiter.api.Nested;

/// The stores in memory do what stores must do, so that tests may stand on them.
class InMemoryContractsTest {
  @Nested
  class OfEvents extends EventsContract {
    private final InMemoryFindings findings = new InMemoryFindings();
    private final InMemoryEvents events = new InMemoryEvents(findings);

    @Override
    protected Events events() {
      return events;
    }

    @Override
    protected Findings findings() {
      return findings;
    }
  }

  @Nested
  class OfFindings extends FindingsContract {
    private final InMemoryFindings findings = new InMemoryFindings();

    @Override
    protected Findings findings() {
      return findings;
    }
  }

  @Nested
  class OfTokens extends TokensContract {
    private final InMemoryTokens tokens = new InMemoryTokens();

    @Override
    protected Tokens tokens() {
      return tokens;
    }
  }

  @Nested
  class OfLayers extends LayersContract {
    private final InMemoryLayers layers = new InMemoryLayers();

    @Override
    protected Layers layers() {
      return layers;
    }
  }

  @Nested
  class OfRuns extends RunsContract {
    private final InMemoryRuns runs = new InMemoryRuns();

    @Override
    protected Runs runs() {
      return runs;
    }
  }

  @Nested
  class OfCards extends CardsContract {
    private final InMemoryCards cards = new InMemoryCards();

    @Override
    protected Cards cards() {
      return cards;
    }
  }

  @Nested
  class OfSystems extends SystemsContract {
    private final InMemorySystems systems = new InMemorySystems();

    @Override
    protected Systems systems() {
      return systems;
    }
  }

  @Nested
  class OfDecisions extends DecisionLogContract {
    private final InMemoryDecisionLog decisions = new InMemoryDecisionLog();

    @Override
    protected DecisionLog decisions() {
      return decisions;
    }
  }
}
