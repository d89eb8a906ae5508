package io.sextant.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookupTest {
  private static final ReleaseIndex INDEX =
      AtlasLibrary.builtIn().release(new ReleaseId("2026.05")).orElseThrow();

  @ParameterizedTest
  @CsvSource({
    "AML.T0051, AML.T0051",
    "aml.t0051, AML.T0051",
    "T0051, AML.T0051",
    "t0051.001, AML.T0051.001",
    "ATLAS:T0055, AML.T0055",
    "AML/T0024/000, AML.T0024.000",
    "atlas.aml.t0051, AML.T0051",
    "AML-T0051, AML.T0051",
    "AML_T0051_000, AML.T0051.000",
    "MITRE ATLAS AML.T0051, AML.T0051",
    "https://atlas.mitre.org/techniques/AML.T0051/, AML.T0051",
    "ta0002, AML.TA0002",
    "m0015, AML.M0015",
    "cs0000, AML.CS0000",
    "LLM Jailbreak, AML.T0054",
    "llm prompt injection: direct, AML.T0051.000",
    "reconnaissance, AML.TA0002",
  })
  void findsAnObjectHoweverItIsWritten(String typed, String id) {
    Lookup lookup = INDEX.lookup(typed);
    assertThat(lookup).isInstanceOf(Lookup.Found.class);
    assertThat(((Lookup.Found) lookup).object().id().value()).isEqualTo(id);
    assertThat(lookup.explanation().isEmpty()).isEqualTo(typed.equals(id));
  }

  @Test
  void namesTheSuccessorOfARetiredId() {
    Lookup lookup = INDEX.lookup("AML.T0045");
    assertThat(lookup).isInstanceOf(Lookup.Successor.class);
    assertThat(lookup.explanation())
        .isEqualTo(
            "AML.T0045 became AML.T0048.004 (External Harms: AI Intellectual Property Theft) in"
                + " 4.5.0.");
    assertThat(lookup.candidates()).singleElement().isInstanceOf(Technique.class);
  }

  @Test
  void tellsThatAnIdWillBeRetired() {
    Lookup lookup = INDEX.lookup("AML.T0019");
    assertThat(lookup).isInstanceOf(Lookup.Found.class);
    assertThat(lookup.explanation()).isEqualTo("AML.T0019 becomes AML.T0115.000 in 2026.07.");
  }

  @ParameterizedTest
  @CsvSource({
    "AML.T0116, 2026.08",
    "AML.T0115.000, 2026.07",
    "AML.T0134, 2026.09",
    "AML.M0035, 2026.07"
  })
  void knowsIdsOfLaterReleases(String id, String release) {
    Lookup lookup = INDEX.lookup(id);
    assertThat(lookup).isInstanceOf(Lookup.Newer.class);
    assertThat(((Lookup.Newer) lookup).firstKnown().tag()).isEqualTo(release);
    assertThat(lookup.explanation()).contains("your release is 2026.05");
  }

  @Test
  void knowsThatAnOldReleaseIsOlderThanAnId() {
    String yaml = Fixture.text(Fixture.FLAT).replace("AML.T0001", "AML.T0045");
    ReleaseIndex old =
        new ReleaseIndex(
            new ReleaseReader()
                .read(yaml.getBytes(StandardCharsets.UTF_8), "ATLAS-3.0.0.yaml")
                .release()
                .orElseThrow());
    Lookup lookup = old.lookup("AML.T0048.004");
    assertThat(lookup).isInstanceOf(Lookup.Newer.class);
    assertThat(lookup.explanation())
        .isEqualTo(
            "AML.T0048.004 is known from release 4.5.0 on; your release is 3.0.0. There it is"
                + " AML.T0045 Knock.");
    assertThat(old.lookup("AML.T0100").explanation()).contains("known from release 5.6.1 on");
    assertThat(old.lookup("AML.T9999")).isInstanceOf(Lookup.Unknown.class);
  }

  @Test
  void doesNotCallAnIdNewerThanAYoungerReleaseThatLacksIt() {
    ReleaseIndex younger = new ReleaseIndex(Fixture.release(Fixture.V6));
    assertThat(younger.lookup("AML.T0116")).isInstanceOf(Lookup.Unknown.class);
  }

  @Test
  void offersThePredecessorOfANewerId() {
    assertThat(INDEX.lookup("AML.T0115.000").candidates())
        .extracting(object -> object.id().value())
        .containsExactly("AML.T0019");
  }

  @Test
  void tellsTacticsFromTechniques() {
    Lookup lookup = INDEX.lookup("AML.TA0051");
    assertThat(lookup).isInstanceOf(Lookup.Unknown.class);
    assertThat(lookup.candidates().getFirst().id().value()).isEqualTo("AML.T0051");
  }

  @Test
  void recognisesAnAttackId() {
    Lookup lookup = INDEX.lookup("T1059");
    assertThat(lookup).isInstanceOf(Lookup.Unknown.class);
    assertThat(lookup.explanation()).contains("ATT&CK has T1059").contains("AML.T0050");
  }

  @Test
  void knowsNumbersThatWereNeverPublished() {
    assertThat(INDEX.lookup("AML.T0022").explanation())
        .isEqualTo("AML.T0022 is cited in places but stands in no release since 3.0.0.");
  }

  @ParameterizedTest
  @CsvSource({
    "AML.T51, AML.T0051",
    "AML.T00051, AML.T0051",
    "T0051.1, AML.T0051.001",
    "AML.TA0002.001, AML.TA0002"
  })
  void repairsMalformedIds(String typed, String id) {
    Lookup lookup = INDEX.lookup(typed);
    assertThat(lookup).isInstanceOf(Lookup.Malformed.class);
    assertThat(lookup.candidates())
        .singleElement()
        .satisfies(object -> assertThat(object.id().value()).isEqualTo(id));
  }

  @ParameterizedTest
  @CsvSource({
    "llm jailbrake, AML.T0054",
    "Promt Injection, AML.T0051",
    "Evade AI Modle, AML.T0015",
    "Reconnaisance, AML.TA0002"
  })
  void suggestsNamesInSpiteOfTypos(String typed, String id) {
    Lookup lookup = INDEX.lookup(typed);
    assertThat(lookup).isInstanceOf(Lookup.Unknown.class);
    assertThat(lookup.candidates()).extracting(object -> object.id().value()).contains(id);
  }

  @Test
  void asksWhichOfSeveralObjectsOfOneNameIsMeant() {
    String yaml = Fixture.text(Fixture.V6).replace("name: Knock", "name: Journals");
    ReleaseIndex index = new ReleaseIndex(Fixture.read(yaml).release().orElseThrow());
    Lookup lookup = index.lookup("journals");
    assertThat(lookup).isInstanceOf(Lookup.Ambiguous.class);
    assertThat(lookup.explanation())
        .isEqualTo(
            "'journals' is the name of several: AML.T0000.000 Read the papers: Journals,"
                + " AML.T0001 Journals.");
    assertThat(lookup.candidates()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"''", "'   '", "zzz", "'AML.'", "'...'", "'AML.T0051.000.000'", "'\u0000'"})
  void answersNonsense(String typed) {
    Lookup lookup = INDEX.lookup(typed);
    assertThat(lookup).isNotInstanceOf(Lookup.Found.class);
    assertThat(lookup.explanation()).isNotBlank();
  }

  @Test
  void answersVeryLongText() {
    assertThat(INDEX.lookup("x".repeat(100_000)).explanation()).hasSizeLessThan(400);
  }
}
