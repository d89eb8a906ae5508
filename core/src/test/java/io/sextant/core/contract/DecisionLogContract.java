package io.sextant.core.contract;

import static io.sextant.core.contract.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.document.Place;
import io.sextant.core.system.SystemId;
import io.sextant.core.threat.Decision;
import io.sextant.core.threat.DecisionLog;
import io.sextant.core.threat.DecisionLog.Logged;
import io.sextant.core.threat.DecisionLog.Outcome;
import io.sextant.core.threat.ThreatKey;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a store of decisions must do. A subclass gives a fresh, empty one.
public abstract class DecisionLogContract {
  private static final SystemId FERRY = new SystemId("ferry");
  private static final SystemId OTHER = new SystemId("other");
  private static final ThreatKey DESK = ThreatKey.parse("AML.T0051.001@desk").orElseThrow();
  private static final ThreatKey INDEX = ThreatKey.parse("AML.T0070@index").orElseThrow();

  protected abstract DecisionLog decisions();

  private static Decision accepted(ThreatKey threat, String reason) {
    return new Decision(
        threat,
        Decision.Status.ACCEPTED,
        Optional.of("care"),
        Optional.of("Ada ☂"),
        Optional.of(reason),
        Optional.of(LocalDate.parse("2026-11-01")),
        Optional.of(LocalDate.parse("2027-06-01")),
        Place.FILE);
  }

  private static Decision opened(ThreatKey threat) {
    return new Decision(
        threat,
        Decision.Status.OPEN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Place.FILE);
  }

  @Test
  void givesBackWhatWasDecided() {
    Logged first = new Logged(1, NOON, accepted(DESK, "small"));
    assertThat(decisions().add(FERRY, 0, accepted(DESK, "small"), NOON))
        .isEqualTo(new Outcome.Done(first));
    assertThat(decisions().current(FERRY)).containsExactly(first);
    assertThat(decisions().current(OTHER)).isEmpty();
  }

  @Test
  void theLastDecisionStandsAndAllAreKept() {
    decisions().add(FERRY, 0, accepted(DESK, "small"), NOON);
    decisions().add(FERRY, 0, opened(INDEX), NOON);
    decisions().add(FERRY, 1, opened(DESK), NOON.plusSeconds(1));
    assertThat(decisions().current(FERRY))
        .extracting(each -> each.decision().threat() + " " + each.decision().status())
        .containsExactly(DESK + " OPEN", INDEX + " OPEN");
    assertThat(decisions().history(FERRY, DESK))
        .containsExactly(
            new Logged(1, NOON, accepted(DESK, "small")),
            new Logged(2, NOON.plusSeconds(1), opened(DESK)));
    assertThat(decisions().history(OTHER, DESK)).isEmpty();
  }

  @Test
  void ofTwoDecisionsFromOneKnowledgeTheSecondIsNotTaken() {
    decisions().add(FERRY, 0, accepted(DESK, "hers"), NOON);
    assertThat(decisions().add(FERRY, 0, opened(DESK), NOON))
        .isEqualTo(new Outcome.Outdated(new Logged(1, NOON, accepted(DESK, "hers"))));
    assertThat(decisions().add(FERRY, 7, opened(INDEX), NOON)).isInstanceOf(Outcome.Outdated.class);
    assertThat(decisions().history(FERRY, DESK)).hasSize(1);
    assertThat(decisions().history(FERRY, INDEX)).isEmpty();
  }
}
