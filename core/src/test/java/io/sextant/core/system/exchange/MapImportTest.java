package io.sextant.core.system.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.document.Issue;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.MapReader;
import io.sextant.core.system.MapWriter;
import io.sextant.core.system.Sensitivity;
import io.sextant.core.system.SystemMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapImportTest {
  /// One small system in each format: a person asks an agent that reads documents.
  @ParameterizedTest
  @CsvSource({
    "small.otm, OTM, 3, 2, 1",
    "small-threat-dragon-2.json, THREAT_DRAGON, 3, 2, 1",
    "small-threat-dragon-1.json, THREAT_DRAGON, 3, 2, 0",
    "small-threagile.yaml, THREAGILE, 3, 2, 1",
    "small.cdx.json, CYCLONEDX, 3, 2, 1",
    "small-2.0.cdx.json, CYCLONEDX_DRAFT, 3, 2, 1",
    "small-tm-library.json, TM_LIBRARY, 3, 2, 1",
    "small-calm.json, CALM, 3, 2, 0",
    "small-backstage.yaml, BACKSTAGE, 3, 2, 0",
    "small.spdx.json, SPDX, 2, 1, 0",
    "small.tm7, TM7, 3, 2, 1",
    "small.drawio, DRAWIO, 3, 2, 1",
    "small.tc.json, THREAT_COMPOSER, 0, 0, 0",
    "small-pytm.json, PYTM, 3, 2, 1",
    "small.hcl, THREATCL, 3, 2, 1",
  })
  void everyFormatBecomesASoundMap(
      String file, MapFormat format, int components, int flows, int boundaries) {
    Imported imported = read(file, fixture(file));
    SystemMap map = imported.map();
    assertThat(imported.report().issues()).isEmpty();
    assertThat(imported.report().format()).isEqualTo(format);
    assertThat(map.components()).hasSize(components);
    assertThat(map.flows()).hasSize(flows);
    assertThat(map.boundaries()).hasSize(boundaries);
    if (boundaries > 0) {
      assertThat(map.components()).anyMatch(each -> each.boundary().isPresent());
    }
    if (format != MapFormat.THREAT_COMPOSER) {
      assertThat(map.components())
          .flatExtracting(Component::kinds)
          .doesNotContain(ComponentKind.UNTYPED);
    }
    String written = MapWriter.write(map);
    assertThat(MapReader.read("written.yaml", written).map())
        .as("an imported map reads back")
        .contains(map);
  }

  @Test
  void whatANameSuggestsIsMarkedAsAGuess() {
    ImportReport report =
        read("small-threat-dragon-2.json", fixture("small-threat-dragon-2.json")).report();
    assertThat(report.guesses()).extracting(ImportReport.Guess::kind).contains(ComponentKind.AGENT);
    assertThat(report.left()).extracting(ImportReport.Left::what).contains("threats");
  }

  @Test
  void mergeKeysAndIncludesOfThreagileAreFollowed() {
    Map<String, String> files =
        Map.of(
            "assets.yaml",
            """
            data_assets:
              Base: &base {id: base, confidentiality: internal, owner: web}
              Second: {<<: *base, id: second, confidentiality: restricted}
            """);
    Imported imported =
        read(
            "main.yaml",
            "threagile_version: 1.0.0\ntitle: T\nincludes: [assets.yaml, ../../etc/passwd]\n",
            files);
    assertThat(imported.map().assets())
        .extracting(asset -> asset.sensitivity())
        .containsExactly(Sensitivity.INTERNAL, Sensitivity.RESTRICTED);
    assertThat(imported.map().assets().getLast().owner()).contains("web");
    assertThat(imported.report().issues()).extracting(Issue::code).containsExactly("SX-MODEL-011");
  }

  @Test
  void aHalfGoodFileGivesItsGoodHalf() {
    Imported imported =
        read(
            "half.otm",
            """
            otmVersion: 0.2.0
            project: {name: Half, id: half}
            trustZones: [{id: z, name: Zone, risk: {trustRating: 10}}]
            components:
              - {id: a, name: A, type: web-server, parent: {trustZone: z}}
              - {id: a, name: Again, type: database, parent: {trustZone: nowhere}}
              - {id: c, name: C, type: llm, parent: {component: c}}
            dataflows:
              - {id: f, name: F, source: a, destination: gone}
              - {id: g, name: G, source: a, destination: c}
            """);
    assertThat(imported.map().components())
        .extracting(each -> each.id().value())
        .containsExactly("a", "a-2", "c");
    assertThat(imported.map().flows()).extracting(each -> each.id().value()).containsExactly("g");
    assertThat(imported.report().issues())
        .extracting(issue -> issue.place().line() + " " + issue.code())
        .containsExactly("6 SX-MODEL-006", "6 SX-MODEL-007", "7 SX-MODEL-008", "9 SX-MODEL-007");
  }

  @Test
  void compressedPagesOfDrawioAreUnpacked() throws IOException {
    String page =
        "<mxGraphModel><root><mxCell id=\"0\"/><mxCell id=\"1\" parent=\"0\"/>"
            + "<mxCell id=\"a\" value=\"User\" style=\"rounded=0;\" vertex=\"1\" parent=\"1\"/>"
            + "<mxCell id=\"b\" value=\"&lt;b&gt;Support agent+&lt;/b&gt;\" vertex=\"1\" parent=\"1\"/>"
            + "<mxCell id=\"e\" value=\"asks\" edge=\"1\" source=\"a\" target=\"b\" parent=\"1\"/></root></mxGraphModel>";
    String packed =
        Base64.getEncoder()
            .encodeToString(
                deflate(
                    URLEncoder.encode(page, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .getBytes(StandardCharsets.UTF_8)));
    Imported imported =
        read("x.drawio", "<mxfile><diagram name=\"P\">" + packed + "</diagram></mxfile>");
    assertThat(imported.map().flows()).hasSize(1);
    assertThat(imported.map().components())
        .extracting(Component::name)
        .containsExactly("User", "Support agent+");
    assertThat(imported.report().counts())
        .containsEntry("unpackedVertices", new Count.Figure(2))
        .containsEntry("vertices", new Count.Figure(0));
  }

  @Test
  void aPageThatUnpacksWithoutEndIsRefused() throws IOException {
    byte[] bomb = deflate(new byte[100 << 20]);
    Imported imported =
        read(
            "bomb.drawio",
            "<mxfile><diagram>" + Base64.getEncoder().encodeToString(bomb) + "</diagram></mxfile>");
    assertThat(imported.report().issues()).extracting(Issue::code).containsExactly("SX-MODEL-016");
  }

  @Test
  void entitiesAreNeitherExpandedNorFetched() {
    String bomb =
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">"
            + "<!ENTITY c SYSTEM \"file:///etc/passwd\">]><ThreatModel>&b;&c;</ThreatModel>";
    assertThat(MapImport.read("x.tm7", bomb, _ -> Optional.empty(), Optional.empty()))
        .isInstanceOfSatisfying(
            MapImport.Result.Unknown.class,
            unknown ->
                assertThat(unknown.issues()).extracting(Issue::code).contains("SX-FILE-003"));
  }

  @ParameterizedTest
  @CsvSource({
    "x.json, '{\"a\": 1}'",
    "x.yaml, 'just text'",
    "x.xml, '<html><body/></html>'",
    "x.json, '{\"otmVersion\": \"0.2.0\"'",
    "x.yaml, ''",
    "x.tm7, '<ThreatModel><Drawing'",
  })
  void whatIsNotKnownIsRefusedWithAReason(String name, String text) {
    assertThat(MapImport.read(name, text, _ -> Optional.empty(), Optional.empty()))
        .isInstanceOfSatisfying(
            MapImport.Result.Unknown.class, unknown -> assertThat(unknown.issues()).isNotEmpty());
  }

  @Test
  void anUnknownVersionIsToldAndRead() {
    Imported imported =
        read(
            "x.cdx.json",
            "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.2\", \"components\": [{\"type\": \"application\", \"name\": \"a\"}]}");
    assertThat(imported.report().issues()).extracting(Issue::code).containsExactly("SX-MODEL-010");
    assertThat(imported.map().components()).hasSize(1);
  }

  @Test
  void unfinishedHclIsTold() {
    Imported imported =
        read("x.hcl", "threatmodel \"a\" {\n  description = \"b\n  threat \"t\" {\n");
    assertThat(imported.report().issues()).extracting(Issue::code).contains("SX-MODEL-002");
  }

  private static byte[] deflate(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater =
        new DeflaterOutputStream(out, new Deflater(Deflater.BEST_COMPRESSION, true))) {
      deflater.write(plain);
    }
    return out.toByteArray();
  }

  private static Imported read(String name, String text) {
    return read(name, text, Map.of());
  }

  private static Imported read(String name, String text, Map<String, String> siblings) {
    return switch (MapImport.read(
        name, text, wanted -> Optional.ofNullable(siblings.get(wanted)), Optional.empty())) {
      case MapImport.Result.Read(Imported imported) -> imported;
      case MapImport.Result.Unknown(List<Issue> issues) ->
          throw new AssertionError(issues.toString());
    };
  }

  private static String fixture(String name) {
    try (InputStream in = MapImportTest.class.getResourceAsStream(name)) {
      return new String(
          java.util.Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
