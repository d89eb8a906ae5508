package io.sextant.store;

import io.sextant.core.access.Tokens;
import io.sextant.core.awareness.Cards;
import io.sextant.core.awareness.Runs;
import io.sextant.core.contract.CardsContract;
import io.sextant.core.contract.DecisionLogContract;
import io.sextant.core.contract.EventsContract;
import io.sextant.core.contract.FindingsContract;
import io.sextant.core.contract.LayersContract;
import io.sextant.core.contract.RunsContract;
import io.sextant.core.contract.SystemsContract;
import io.sextant.core.contract.TokensContract;
import io.sextant.core.detection.Findings;
import io.sextant.core.layer.Layers;
import io.sextant.core.system.Systems;
import io.sextant.core.telemetry.Events;
import io.sextant.core.threat.DecisionLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/// SQLite does what stores must do.
class SqliteContractsTest {
  @Nested
  class OfEvents extends EventsContract {
    private final OpenStore open = OpenStore.create();

    @Override
    protected Events events() {
      return open.store().events();
    }

    @Override
    protected Findings findings() {
      return open.store().findings();
    }

    @AfterEach
    void close() {
      open.close();
    }
  }

  @Nested
  class OfFindings extends FindingsContract {
    private final OpenStore open = OpenStore.create();

    @Override
    protected Findings findings() {
      return open.store().findings();
    }

    @AfterEach
    void close() {
      open.close();
    }
  }

  @Nested
  class OfTokens extends TokensContract {
    private final OpenStore open = OpenStore.create();

    @Override
    protected Tokens tokens() {
      return open.store().tokens();
    }

    @AfterEach
    void close() {
      open.close();
    }
  }

  @Nested
  class OfLayers extends LayersContract {
    private final OpenStore open = OpenStore.create();

    @Override
    protected Layers layers() {
      return open.store().layers();
    }

    @AfterEach
    void close() {
      open.close();
    }
  }

  @Nested
  class OfRuns extends RunsContract {
    private final OpenStore open = OpenStore.create();

    @Override
    protected Runs runs() {
      return open.store().runs();
    }

    @AfterEach
    void close() {
      open.close();
    }
  }

  @Nested
  class OfCards extends CardsContract {
    private final OpenStore open = OpenStore.create();

    @Override
    protected Cards cards() {
      return open.store().cards();
    }

    @AfterEach
    void close() {
      open.close();
    }
  }

  @Nested
  class OfSystems extends SystemsContract {
    private final OpenStore open = OpenStore.create();

    @Override
    protected Systems systems() {
      return open.store().systems();
    }

    @AfterEach
    void close() {
      open.close();
    }
  }

  @Nested
  class OfDecisions extends DecisionLogContract {
    private final OpenStore open = OpenStore.create();

    @Override
    protected DecisionLog decisions() {
      return open.store().decisions();
    }

    @AfterEach
    void close() {
      open.close();
    }
  }
}
