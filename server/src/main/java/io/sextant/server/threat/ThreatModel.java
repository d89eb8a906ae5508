package io.sextant.server.threat;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.core.control.Assessment;
import io.sextant.core.control.Controls;
import io.sextant.core.coverage.Coverage;
import io.sextant.core.coverage.CoverageBuilder;
import io.sextant.core.coverage.Detections;
import io.sextant.core.coverage.Sighting;
import io.sextant.core.detection.RulePack;
import io.sextant.core.system.MapReader;
import io.sextant.core.system.SavedMap;
import io.sextant.core.system.SystemId;
import io.sextant.core.system.SystemMap;
import io.sextant.core.threat.DecisionLog;
import io.sextant.core.threat.DecisionLog.Logged;
import io.sextant.core.threat.Decisions;
import io.sextant.core.threat.Derivation;
import io.sextant.core.threat.Derived;
import io.sextant.core.threat.Register;
import io.sextant.core.threat.rule.BundledApplicability;
import io.sextant.core.threat.rule.Rule;
import io.sextant.core.threat.rule.RuleBook;
import io.sextant.core.threat.rule.RuleReader;
import io.sextant.core.threat.rule.Verdict;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Derives the registers of systems in the current release of ATLAS, quickly because it remembers
/// what it derived for each system last. Thread-safe.
public final class ThreatModel {
  /// Systems whose last derivation is remembered.
  private static final int REMEMBERED = 256;

  private final AtlasLibrary library;
  private final DecisionLog decisions;
  private final ControlFolder controls;
  private final Supplier<RulePack> detections;
  private final InstantSource clock;
  private final CompletableFuture<RuleBook> rules;
  private final Map<SystemId, Desk> desks =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SystemId, Desk> eldest) {
          return size() > REMEMBERED;
        }
      };

  /// @param detections the rules of detection in force
  public ThreatModel(
      AtlasLibrary library,
      DecisionLog decisions,
      ControlFolder controls,
      Supplier<RulePack> detections,
      InstantSource clock) {
    this.library = library;
    this.decisions = decisions;
    this.controls = controls;
    this.detections = detections;
    this.clock = clock;
    // Compiling the rules takes a second that starting need not wait for.
    rules =
        CompletableFuture.supplyAsync(
            () -> RuleReader.read(BundledApplicability.sources()),
            task -> Thread.ofVirtual().name("applicability").start(task));
  }

  RuleBook rules() {
    return rules.join();
  }

  public ReleaseIndex release() {
    return library.current();
  }

  /// The day on which decisions must hold.
  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /// The map of a version in the store. It was sound when it was saved.
  static SystemMap map(SavedMap saved) {
    return MapReader.read("map", saved.document().text()).map().orElseThrow();
  }

  /// What holds of a saved map.
  Derived derive(SavedMap saved) {
    return desk(saved.document().id()).derive(saved.document().text());
  }

  /// What would hold of a map that nobody saved.
  Derived derive(SystemMap map) {
    return desk(map.id()).derive(map);
  }

  /// The register of a saved map as it stands today, and what covers its threats.
  ///
  /// @param sightings what rules have found
  public Coverage coverage(SavedMap saved, List<Sighting> sightings) {
    ReleaseIndex release = release();
    Derived derived = derive(saved);
    Assessment assessment =
        new Derivation(rules(), release).assessment(derived.map(), controls.controls(), today());
    List<Logged> logged = decisions.current(saved.document().id());
    Register register =
        Register.of(
            derived.rated(assessment),
            new Decisions(logged.stream().map(Logged::decision).toList(), List.of()),
            release,
            today());
    return new CoverageBuilder(release, rules(), Detections.of(detections.get()).with(sightings))
        .of(register, assessment, Coverage.Extent.REGISTER);
  }

  /// The controls of the workspace.
  public Controls controls() {
    return controls.controls();
  }

  /// What a rule says of every component that it looks at.
  List<Verdict> explain(SystemMap map, Rule rule) {
    return new Derivation(rules(), release()).explain(map, rule);
  }

  private Desk desk(SystemId id) {
    ReleaseIndex release = release();
    synchronized (desks) {
      Desk desk = desks.get(id);
      if (desk == null || !desk.release.equals(release.release().id())) {
        desk = new Desk(new Derivation(rules(), release), release.release().id());
        desks.put(id, desk);
      }
      return desk;
    }
  }

  /// The derivation of one system, and what came of the text that it saw saved last.
  private static final class Desk {
    private final Derivation derivation;
    private final ReleaseId release;
    private String text = "";
    private Optional<Derived> last = Optional.empty();

    Desk(Derivation derivation, ReleaseId release) {
      this.derivation = derivation;
      this.release = release;
    }

    synchronized Derived derive(String saved) {
      if (last.isEmpty() || !text.equals(saved)) {
        last = Optional.of(derivation.derive(MapReader.read("map", saved).map().orElseThrow()));
        text = saved;
      }
      return last.get();
    }

    synchronized Derived derive(SystemMap map) {
      return derivation.derive(map);
    }
  }
}
