package io.sextant.core.contract;

import static io.sextant.core.contract.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.awareness.RunDocument;
import io.sextant.core.awareness.RunId;
import io.sextant.core.awareness.RunReader;
import io.sextant.core.awareness.Runs;
import io.sextant.core.awareness.Runs.Outcome;
import io.sextant.core.awareness.SavedRun;
import org.junit.jupiter.api.Test;

/// What a store of records of exercises must do. A subclass gives a fresh, empty one.
public abstract class RunsContract {
  private static final RunId A = new RunId("a");
  private static final RunId B = new RunId("b");

  protected abstract Runs runs();

  private static RunDocument document(String name) {
    String json =
        "{\"release\":\"5.6.1\",\"study\":\"AML.CS0000\",\"team\":\""
            + name
            + " ☂\",\"played\":[1],\"given\":[\"1.see.2\"],\"notes\":[{\"inject\":1,\"text\":\"calm\"}]}";
    return RunReader.read("run", json).run().orElseThrow();
  }

  @Test
  void givesBackARunAsItWas() {
    assertThat(runs().add(A, document("gaps"), "ann", NOON)).isTrue();
    assertThat(runs().find(A)).contains(new SavedRun(A, 1, "ann", NOON, NOON, document("gaps")));
    assertThat(runs().find(B)).isEmpty();
  }

  @Test
  void listsTheLastChangedFirst() {
    runs().add(A, document("one"), "ann", NOON);
    runs().add(B, document("two"), "ann", NOON.plusSeconds(1));
    runs().replace(A, 1, document("three"), "ben", NOON.plusSeconds(2));
    assertThat(runs().list())
        .extracting(run -> run.document().run().team())
        .containsExactly("three ☂", "two ☂");
  }

  @Test
  void aChangeRaisesTheVersionAndKeepsTheBirth() {
    runs().add(A, document("one"), "ann", NOON);
    SavedRun next = new SavedRun(A, 2, "ben", NOON, NOON.plusSeconds(5), document("two"));
    assertThat(runs().replace(A, 1, document("two"), "ben", NOON.plusSeconds(5)))
        .isEqualTo(new Outcome.Done(next));
    assertThat(runs().find(A)).contains(next);
  }

  @Test
  void ofTwoChangesFromOneVersionTheSecondIsNotDone() {
    runs().add(A, document("one"), "ann", NOON);
    runs().replace(A, 1, document("hers"), "ann", NOON);
    SavedRun now = runs().find(A).orElseThrow();
    assertThat(runs().replace(A, 1, document("his"), "ben", NOON))
        .isEqualTo(new Outcome.Outdated(now));
    assertThat(runs().remove(A, 1)).isEqualTo(new Outcome.Outdated(now));
    assertThat(runs().find(A)).contains(now);
  }

  @Test
  void whatIsRemovedIsGone() {
    runs().add(A, document("one"), "ann", NOON);
    assertThat(runs().remove(A, 1)).isInstanceOf(Outcome.Done.class);
    assertThat(runs().find(A)).isEmpty();
    assertThat(runs().remove(A, 1)).isEqualTo(new Outcome.Missing());
    assertThat(runs().replace(A, 1, document("two"), "ann", NOON)).isEqualTo(new Outcome.Missing());
  }

  @Test
  void moreThanAreKeptAreRefused() {
    for (int number = 0; number < Runs.MOST; number++) {
      assertThat(runs().add(new RunId("l" + number), document("n"), "ann", NOON)).isTrue();
    }
    assertThat(runs().add(A, document("n"), "ann", NOON)).isFalse();
    assertThat(runs().find(A)).isEmpty();
    runs().remove(new RunId("l0"), 1);
    assertThat(runs().add(A, document("n"), "ann", NOON)).isTrue();
  }
}
