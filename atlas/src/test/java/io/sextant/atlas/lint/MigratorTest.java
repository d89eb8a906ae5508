package io.sextant.atlas.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigratorTest {
  @TempDir private Path folder;

  private Migrator migrator;

  @BeforeEach
  void importTheNewerRelease() throws IOException {
    AtlasLibrary library = AtlasLibrary.open(folder);
    try (InputStream in =
        MigratorTest.class.getResourceAsStream("/io/sextant/atlas/ATLAS-2030.07-retired.yaml")) {
      library.importRelease(
          in.readAllBytes(), "ATLAS-2030.07.yaml", Optional.of(new ReleaseId("2030.07")), false);
    }
    ReleaseIndex newer = library.release(new ReleaseId("2030.07")).orElseThrow();
    migrator = new Migrator(library, newer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "techniqueID": "AML.T0019"                         | "techniqueID": "AML.T0115.000"
          - atlas.aml.t0019                                  | - atlas.aml.t0115.000
          https://atlas.mitre.org/techniques/AML.T0019       | https://atlas.mitre.org/techniques/AML.T0115.000
          AML.T0019: Publish Poisoned Datasets               | AML.T0115.000: Publish Poisoned AI Artifacts: Datasets
          AML.T0019,Publish Poisoned Datasets,x              | AML.T0115.000,Publish Poisoned AI Artifacts: Datasets,x
          Publish Poisoned Datasets - AML.T0019              | Publish Poisoned AI Artifacts: Datasets - AML.T0115.000
          AML.T0053: LLM Plugin Compromise                   | AML.T0053: AI Agent Tool Invocation
          nothing of ours                                    | nothing of ours
          """)
  void rewritesIdAndName(String before, String after) {
    assertThat(migrator.migrate("file", before).after()).isEqualTo(after);
  }

  @Test
  void doingItTwiceChangesNothing() {
    Migration once = migrator.migrate("file", "a AML.T0019\r\nb atlas.aml.t0019\ttail");
    assertThat(once.after()).isEqualTo("a AML.T0115.000\r\nb atlas.aml.t0115.000\ttail");
    assertThat(migrator.migrate("file", once.after()).edits()).isEmpty();
  }

  @Test
  void leavesWhatNobodyCanKnowToAPerson() {
    Migration migration = migrator.migrate("file", "AML.T0012 and AML.T9999 and AML.T0019");
    assertThat(migration.edits()).hasSize(1);
    assertThat(migration.undecided())
        .extracting(ReferenceIssue::found)
        .containsExactly("AML.T0012", "AML.T9999");
  }
}
