package io.sextant.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SectorsTest {
  private final ReleaseIndex index = AtlasLibrary.builtIn().current();
  private final Sectors sectors = Sectors.load();

  @Test
  void namesCaseStudiesThatThereAre() {
    Set<String> known =
        index.release().caseStudies().stream()
            .filter(study -> !sectors.of(study.id()).isEmpty())
            .map(study -> study.id().value())
            .collect(Collectors.toSet());
    assertThat(known).hasSize(56).doesNotContain("AML.CS0042");
  }

  @Test
  void aTechniqueHasTheSectorsOfItsCaseStudies() {
    TechniqueId evasion = new TechniqueId("AML.T0015");
    List<String> found = sectors.of(evasion, index);
    assertThat(found).contains("Security products", "Identity checks").isSorted();
    assertThat(sectors.of(new CaseStudyId("AML.CS9999"))).isEmpty();
  }
}
