package io.sextant.server.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.core.system.MapDocument;
import io.sextant.core.system.MapReader;
import io.sextant.core.system.SystemMap;
import io.sextant.core.system.Systems;
import io.sextant.core.threat.Decision;
import io.sextant.core.threat.DecisionLog;
import io.sextant.core.threat.Decisions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The maps of example systems. The first start of a data folder has the one of the example
/// application; the others are offered.
public final class ExampleSystems {
  private static final Logger LOG = LoggerFactory.getLogger(ExampleSystems.class);
  private static final String ROOT = "/io/sextant/examples/systems/";
  private static final String FIRST = "ferry";
  private static final List<String> NAMES =
      List.of(
          FIRST,
          "retrieval-chat",
          "tool-agent",
          "fine-tuned-service",
          "edge-camera",
          "fraud-pipeline",
          "ml-platform");
  private static final String MARKER = "example.systems";
  private static final String AUTHOR = "Sextant";

  private final Systems systems;
  private final DecisionLog decisions;
  private final InstantSource clock;
  private final Path marker;

  /// @param data where it is noted that the first map was added, so that one that was removed stays
  ///   away
  public ExampleSystems(Systems systems, DecisionLog decisions, InstantSource clock, Path data) {
    this.systems = systems;
    this.decisions = decisions;
    this.clock = clock;
    this.marker = data.resolve(MARKER);
  }

  /// Adds the map of the example application, once per data folder.
  public void first() {
    if (Files.exists(marker)) {
      return;
    }
    try {
      if (systems.list().isEmpty()) {
        add(FIRST);
        addControls();
      }
      Files.writeString(marker, clock.instant().toString());
    } catch (IOException e) {
      LOG.warn("the map of the example could not be added: {}", e.getMessage());
    }
  }

  private void add(String name) throws IOException {
    String text = text(name + ".yaml").orElseThrow();
    SystemMap map = MapReader.read(name, text).map().orElseThrow();
    var _ =
        systems.add(MapDocument.of(map, text), AUTHOR, "The example application", clock.instant());
    Decisions known =
        text(name + ".register.yaml")
            .map(register -> Decisions.read(name, register, map.id().value()))
            .orElse(Decisions.NONE);
    for (Decision decision : known.all()) {
      var _ = decisions.add(map.id(), 0, decision, clock.instant());
    }
  }

  /// The workspace keeps controls as files, as a team does in git.
  private void addControls() throws IOException {
    Path file = marker.resolveSibling("controls").resolve(FIRST + ".yaml");
    Optional<String> controls = text(FIRST + ".controls.yaml");
    if (controls.isPresent() && !Files.exists(file)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, controls.get());
    }
  }

  record ExampleMap(String id, String name, String description, String text) {}

  /// All of them.
  List<ExampleMap> all() {
    return NAMES.stream()
        .flatMap(name -> read(name).stream())
        .map(text -> {
          SystemMap map = MapReader.read("map", text).map().orElseThrow();
          return new ExampleMap(map.id().value(), map.name(), map.description(), text);
        })
        .toList();
  }

  private static Optional<String> read(String name) {
    try {
      return text(name + ".yaml");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> text(String file) throws IOException {
    try (InputStream in = ExampleSystems.class.getResourceAsStream(ROOT + file)) {
      return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), UTF_8));
    }
  }
}
