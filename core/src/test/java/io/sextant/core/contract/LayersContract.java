package io.sextant.core.contract;

import static io.sextant.core.contract.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.layer.LayerDocument;
import io.sextant.core.layer.LayerId;
import io.sextant.core.layer.Layers;
import io.sextant.core.layer.Layers.Outcome;
import io.sextant.core.layer.SavedLayer;
import org.junit.jupiter.api.Test;

/// What a store of layers must do. A subclass gives a fresh, empty one.
public abstract class LayersContract {
  private static final LayerId A = new LayerId("a");
  private static final LayerId B = new LayerId("b");

  protected abstract Layers layers();

  private static LayerDocument document(String name) {
    return new LayerDocument(name, "atlas-atlas", "5.6.1", 2, "{\"name\": \"" + name + " ☂\"}");
  }

  @Test
  void givesBackALayerAsItWas() {
    assertThat(layers().add(A, document("gaps"), "ann", NOON)).isTrue();
    assertThat(layers().find(A))
        .contains(new SavedLayer(A, 1, "ann", NOON, NOON, document("gaps")));
    assertThat(layers().find(B)).isEmpty();
  }

  @Test
  void listsTheLastChangedFirstWithoutTexts() {
    layers().add(A, document("one"), "ann", NOON);
    layers().add(B, document("two"), "ann", NOON.plusSeconds(1));
    layers().replace(A, 1, document("three"), "ben", NOON.plusSeconds(2));
    assertThat(layers().list())
        .extracting(layer -> layer.document().name())
        .containsExactly("three", "two");
    assertThat(layers().list()).extracting(layer -> layer.document().json()).containsOnly("");
    assertThat(layers().list().getFirst().document().cells()).isEqualTo(2);
  }

  @Test
  void aChangeRaisesTheVersionAndKeepsTheBirth() {
    layers().add(A, document("one"), "ann", NOON);
    SavedLayer next = new SavedLayer(A, 2, "ben", NOON, NOON.plusSeconds(5), document("two"));
    assertThat(layers().replace(A, 1, document("two"), "ben", NOON.plusSeconds(5)))
        .isEqualTo(new Outcome.Done(next));
    assertThat(layers().find(A)).contains(next);
  }

  @Test
  void ofTwoChangesFromOneVersionTheSecondIsNotDone() {
    layers().add(A, document("one"), "ann", NOON);
    layers().replace(A, 1, document("hers"), "ann", NOON);
    SavedLayer now = layers().find(A).orElseThrow();
    assertThat(layers().replace(A, 1, document("his"), "ben", NOON))
        .isEqualTo(new Outcome.Outdated(now));
    assertThat(layers().remove(A, 1)).isEqualTo(new Outcome.Outdated(now));
    assertThat(layers().find(A)).contains(now);
  }

  @Test
  void whatIsRemovedIsGone() {
    layers().add(A, document("one"), "ann", NOON);
    assertThat(layers().remove(A, 1)).isInstanceOf(Outcome.Done.class);
    assertThat(layers().find(A)).isEmpty();
    assertThat(layers().remove(A, 1)).isEqualTo(new Outcome.Missing());
    assertThat(layers().replace(A, 1, document("two"), "ann", NOON))
        .isEqualTo(new Outcome.Missing());
  }

  @Test
  void moreThanAreKeptAreRefused() {
    for (int number = 0; number < Layers.MOST; number++) {
      assertThat(layers().add(new LayerId("l" + number), document("n"), "ann", NOON)).isTrue();
    }
    assertThat(layers().add(A, document("n"), "ann", NOON)).isFalse();
    assertThat(layers().find(A)).isEmpty();
    layers().remove(new LayerId("l0"), 1);
    assertThat(layers().add(A, document("n"), "ann", NOON)).isTrue();
  }
}
