package io.sextant.core.contract;

import static io.sextant.core.contract.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.system.MapDocument;
import io.sextant.core.system.SavedMap;
import io.sextant.core.system.Stage;
import io.sextant.core.system.SystemId;
import io.sextant.core.system.Systems;
import io.sextant.core.system.Systems.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a store of system maps must do. A subclass gives a fresh, empty one.
public abstract class SystemsContract {
  private static final SystemId A = new SystemId("a");
  private static final SystemId B = new SystemId("b");

  protected abstract Systems systems();

  private static MapDocument document(SystemId id, String name) {
    return new MapDocument(
        id, name, Optional.of("ops"), Stage.PRODUCTION, 3, 2, "# ☂\nid: " + id + "\n");
  }

  private static SavedMap map(int version, MapDocument document) {
    return new SavedMap(version, "ann", "why", NOON, document);
  }

  @Test
  void givesBackAMapAsItWas() {
    MapDocument bare = new MapDocument(B, "b", Optional.empty(), Stage.UNKNOWN, 0, 0, "id: b");
    assertThat(systems().add(document(A, "one"), "ann", "why", NOON))
        .isEqualTo(new Outcome.Done(map(1, document(A, "one"))));
    systems().add(bare, "ann", "why", NOON);
    assertThat(systems().find(A)).contains(map(1, document(A, "one")));
    assertThat(systems().find(B)).contains(map(1, bare));
    assertThat(systems().find(new SystemId("c"))).isEmpty();
  }

  @Test
  void everyVersionIsKept() {
    systems().add(document(A, "one"), "ann", "why", NOON);
    systems().save(1, document(A, "two"), "ben", "", NOON.plusSeconds(5));
    assertThat(systems().find(A).map(SavedMap::version)).contains(2);
    assertThat(systems().version(A, 1)).contains(map(1, document(A, "one")));
    assertThat(systems().version(A, 3)).isEmpty();
    assertThat(systems().versions(A))
        .extracting(each -> each.version() + each.author() + each.document().text())
        .containsExactly("2ben", "1ann");
    assertThat(systems().versions(B)).isEmpty();
  }

  @Test
  void listsTheNewestOfEachByIdWithoutTexts() {
    systems().add(document(B, "b"), "ann", "", NOON);
    systems().add(document(A, "one"), "ann", "", NOON);
    systems().save(1, document(A, "two"), "ann", "", NOON);
    assertThat(systems().list())
        .extracting(each -> each.document().name())
        .containsExactly("two", "b");
    assertThat(systems().list()).extracting(each -> each.document().text()).containsOnly("");
  }

  @Test
  void nobodyOverwritesWhatTheyHaveNotSeen() {
    systems().add(document(A, "one"), "ann", "", NOON);
    systems().save(1, document(A, "hers"), "ann", "", NOON);
    SavedMap now = systems().find(A).orElseThrow();
    assertThat(systems().save(1, document(A, "his"), "ben", "", NOON))
        .isEqualTo(new Outcome.Outdated(now));
    assertThat(systems().remove(A, 1)).isEqualTo(new Outcome.Outdated(now));
    assertThat(systems().add(document(A, "again"), "ben", "", NOON))
        .isEqualTo(new Outcome.Outdated(now));
    assertThat(systems().save(1, document(B, "none"), "ben", "", NOON))
        .isEqualTo(new Outcome.Missing());
    assertThat(systems().find(A)).contains(now);
  }

  @Test
  void whatIsRemovedIsGoneAndMayComeBack() {
    systems().add(document(A, "one"), "ann", "", NOON);
    systems().arrange(A, "{}");
    assertThat(systems().remove(A, 1)).isInstanceOf(Outcome.Done.class);
    assertThat(systems().find(A)).isEmpty();
    assertThat(systems().versions(A)).isEmpty();
    assertThat(systems().layout(A)).isEmpty();
    assertThat(systems().remove(A, 1)).isEqualTo(new Outcome.Missing());
    systems().add(document(A, "again"), "ann", "", NOON);
    assertThat(systems().find(A).map(SavedMap::version)).contains(1);
  }

  @Test
  void aLayoutIsKeptBesideTheVersions() {
    assertThat(systems().layout(A)).isEmpty();
    systems().arrange(A, "{\"x\":1}");
    assertThat(systems().layout(A)).isEmpty();
    systems().add(document(A, "one"), "ann", "", NOON);
    systems().arrange(A, "{\"x\":1}");
    systems().save(1, document(A, "two"), "ann", "", NOON);
    assertThat(systems().layout(A)).isEqualTo("{\"x\":1}");
  }

  @Test
  void moreThanAreKeptAreRefused() {
    for (int number = 0; number < Systems.MOST; number++) {
      systems().add(document(new SystemId("s" + number), "n"), "ann", "", NOON);
    }
    assertThat(systems().add(document(A, "n"), "ann", "", NOON)).isEqualTo(new Outcome.Full());
    assertThat(systems().find(A)).isEmpty();
  }
}
