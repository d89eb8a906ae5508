package io.sextant.core.system.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.Flow;
import io.sextant.core.system.MapReader;
import io.sextant.core.system.SystemMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is written in a format is read back by our own importer.
final class MapExportTest {
  private static SystemMap read(String text) {
    return MapReader.read("map.yaml", text).map().orElseThrow();
  }

  private static SystemMap back(SystemMap map, MapExport.Target target) {
    Exported exported = MapExport.write(map, target);
    assertThat(MapExport.write(map, target).text()).isEqualTo(exported.text());
    MapImport.Result result =
        MapImport.read("x", exported.text(), _ -> Optional.empty(), Optional.empty());
    assertThat(result).isInstanceOf(MapImport.Result.Read.class);
    Imported imported = ((MapImport.Result.Read) result).imported();
    assertThat(imported.report().issues())
        .as(target.word())
        .noneMatch(each -> each.severity() == io.sextant.core.document.Issue.Severity.ERROR);
    assertThat(imported.report().guesses()).as(target.word()).isEmpty();
    return imported.map();
  }

  private static Map<ComponentId, Set<ComponentKind>> kinds(SystemMap map) {
    return map.components().stream().collect(Collectors.toMap(Component::id, Component::kinds));
  }

  private static Set<List<String>> ends(SystemMap map) {
    return map.flows().stream()
        .map(each -> List.of(each.from().value(), each.to().value()))
        .collect(Collectors.toSet());
  }

  private static List<SystemMap> maps() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("examples/systems"))) {
      folder = folder.getParent();
    }
    try (var files = Files.list(folder.resolve("examples/systems"))) {
      return files
          .filter(each -> each.toString().endsWith(".yaml"))
          .filter(each ->
              each.getFileName().toString().indexOf('.')
                  == each.getFileName().toString().length() - 5)
          .sorted()
          .map(each -> {
            try {
              return read(Files.readString(each));
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          })
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource(MapExport.Target.class)
  void theExamplesComeBack(MapExport.Target target) throws IOException {
    List<SystemMap> maps = maps();
    assertThat(maps).hasSizeGreaterThanOrEqualTo(6);
    for (SystemMap map : maps) {
      SystemMap back = back(map, target);
      assertThat(kinds(back)).as(map.id() + " " + target).isEqualTo(kinds(map));
      assertThat(ends(back)).as(map.id() + " " + target).isEqualTo(ends(map));
    }
  }

  @Test
  void ownAndOpenThreatModelsKeepMore() throws IOException {
    for (SystemMap map : maps()) {
      assertThat(back(map, MapExport.Target.SEXTANT)).isEqualTo(map);
      SystemMap otm = back(map, MapExport.Target.OTM);
      assertThat(otm.assets()).hasSameSizeAs(map.assets());
      assertThat(otm.flows())
          .extracting(Flow::assets)
          .isEqualTo(map.flows().stream().map(Flow::assets).toList());
    }
  }

  /// Boxes are nested as boundaries are, however they are nested.
  @Test
  void boundariesOfADiagramAreThoseOfTheMap() {
    Random random = new Random(5);
    for (int round = 0; round < 20; round++) {
      int boundaries = 1 + random.nextInt(8);
      String text =
          "sextant: system/1\nid: m\nowner: us\nboundaries:\n"
              + IntStream.range(0, boundaries)
                  .mapToObj(i ->
                      "- {id: b"
                          + i
                          + (i > 0 && random.nextBoolean() ? ", within: b" + random.nextInt(i) : "")
                          + "}\n")
                  .collect(Collectors.joining())
              + "components:\n"
              + IntStream.range(0, 1 + random.nextInt(30))
                  .mapToObj(i ->
                      "- {id: c"
                          + i
                          + ", kind: server"
                          + (random.nextInt(5) > 0
                              ? ", within: b" + random.nextInt(boundaries)
                              : "")
                          + "}\n")
                  .collect(Collectors.joining());
      SystemMap map = read(text);
      SystemMap back = back(map, MapExport.Target.THREAT_DRAGON);
      assertThat(
              back.components().stream()
                  .collect(Collectors.toMap(Component::id, Component::boundary)))
          .isEqualTo(
              map.components().stream()
                  .collect(Collectors.toMap(Component::id, Component::boundary)));
      assertThat(back.boundaries().stream().collect(Collectors.toMap(b -> b.id(), b -> b.parent())))
          .isEqualTo(
              map.boundaries().stream().collect(Collectors.toMap(b -> b.id(), b -> b.parent())));
    }
  }

  @Test
  void whatAFormatHasNoPlaceForIsSaid() {
    SystemMap map =
        read(
            """
            sextant: system/1
            id: m
            owner: us
            assets: [{id: a}]
            components:
              - {id: c, kind: agent, exposure: internet, telemetry: {services: [s]}, stores: [a]}
            """);
    assertThat(MapExport.write(map, MapExport.Target.THREAT_DRAGON).left())
        .extracting(ImportReport.Left::what)
        .contains("assets", "telemetry", "exposure", "stored and processed assets");
    assertThat(MapExport.write(map, MapExport.Target.CYCLONEDX).left())
        .extracting(ImportReport.Left::what)
        .contains("telemetry");
    assertThat(MapExport.write(map, MapExport.Target.SEXTANT).left()).isEmpty();
    assertThat(Arrays.stream(MapExport.Target.values()).map(MapExport.Target::word))
        .contains("threat-dragon", "cyclonedx", "otm", "sextant");
  }
}
