package io.sextant.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseIndexTest {
  private final ReleaseIndex index = new ReleaseIndex(Fixture.release(Fixture.MATRICES));
  private final ReleaseIndex builtIn =
      AtlasLibrary.builtIn().release(new ReleaseId("2026.05")).orElseThrow();

  @Test
  void marksMitigationsThatAreOnlyStatedForTheParent() {
    ReleaseIndex v6 = new ReleaseIndex(Fixture.release(Fixture.V6));
    assertThat(v6.mitigations(new TechniqueId("AML.T0000.000")))
        .extracting(
            applied -> applied.mitigation().id().value(), ReleaseIndex.AppliedMitigation::inherited)
        .containsExactly(tuple("AML.M0000", true));
    assertThat(index.mitigations(new TechniqueId("AML.T0000.000")))
        .extracting(
            applied -> applied.mitigation().id().value(), ReleaseIndex.AppliedMitigation::inherited)
        .containsExactly(tuple("AML.M0000", false));
  }

  @Test
  void showsATechniqueOfSeveralTacticsInEachColumn() {
    TechniqueId evade = new TechniqueId("AML.T0015");
    List<String> columns =
        builtIn.matrix().stream()
            .filter(column ->
                column.cells().stream().anyMatch(cell -> cell.technique().id().equals(evade)))
            .map(column -> column.tactic().name())
            .toList();
    assertThat(columns).containsExactly("Initial Access", "Defense Evasion", "Impact");
  }

  @Test
  void putsEveryTechniqueAndSubTechniqueOnTheMatrix() {
    assertThat(builtIn.matrix()).hasSize(16);
    long cells =
        builtIn.matrix().stream()
            .flatMap(column -> column.cells().stream())
            .mapToLong(cell -> 1 + cell.subTechniques().size())
            .sum();
    assertThat(cells).isEqualTo(185);
  }

  @Test
  void answersEdgesBackwards() {
    assertThat(builtIn.caseStudies(new TechniqueId("AML.T0065"))).hasSize(18);
    assertThat(builtIn.mitigations(new TechniqueId("AML.T0053"))).hasSize(11);
    assertThat(builtIn.subTechniques(new TechniqueId("AML.T0051"))).hasSize(3);
    assertThat(builtIn.adaptedFrom("T1596"))
        .extracting(o -> o.id().value())
        .containsExactly("AML.T0000");
    assertThat(builtIn.mitigations(new TechniqueId("AML.T9999"))).isEmpty();
  }
}
