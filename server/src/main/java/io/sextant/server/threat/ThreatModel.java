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
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Derives the registers of systems in the current release of ATLAS. What it derived from the saved
/// map of a system last is at hand. Thread-safe.
public final class ThreatModel {
  /// Systems whose last derivation is remembered.
  private static final int REMEMBERED = 256;

  private final AtlasLibrary library;
  private final DecisionLog decisions;
  private final ControlFolder controls;
  private final Supplier<RulePack> detections;
  private final InstantSource clock;
  private final CompletableFuture<RuleBook> rules;
  private final Map<SystemId, Last> last =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SystemId, Last> eldest) {
          return size() > REMEMBERED;
        }
      };

  /// What came of a saved text in a release.
  private record Last(ReleaseId release, String text, Derived derived) {}

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
    SystemId id = saved.document().id();
    String text = saved.document().text();
    ReleaseId release = release().release().id();
    synchronized (last) {
      Last known = last.get(id);
      if (known != null && known.release().equals(release) && known.text().equals(text)) {
        return known.derived();
      }
    }
    Derived derived = derive(map(saved));
    synchronized (last) {
      last.put(id, new Last(derived.release(), text, derived));
    }
    return derived;
  }

  /// What would hold of a map that nobody saved.
  Derived derive(SystemMap map) {
    return new Derivation(rules(), release()).derive(map);
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
}
