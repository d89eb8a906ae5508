package io.sextant.testing.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.CaseStudyId;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.system.Component;
import io.sextant.core.system.MapReader;
import io.sextant.core.system.SystemMap;
import io.sextant.core.threat.Derivation;
import io.sextant.core.threat.Derived;
import io.sextant.core.threat.rule.BundledApplicability;
import io.sextant.core.threat.rule.RuleBook;
import io.sextant.core.threat.rule.RuleReader;
import io.sextant.core.threat.rule.Unlisted;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Replays case studies: maps of the attacked systems, written from what is published about the
/// systems, against the attack techniques that ATLAS lists for each study.
public final class StudyReplay {
  private static final String FOLDER = "/io/sextant/testing/studies/";

  private final RuleBook book = RuleReader.read(BundledApplicability.sources());
  private final ReleaseIndex release =
      AtlasLibrary.builtIn().release(new ReleaseId("2026.05")).orElseThrow();
  private final Derivation derivation = new Derivation(book, release);

  /// What came of one study.
  ///
  /// @param wanted the study's techniques that the register looks for; a family stands for any of
  ///   its members
  /// @param asked those of them that were undetermined on some component
  /// @param derived all techniques derived from the map
  public record Outcome(
      CaseStudy study,
      SystemMap map,
      Set<TechniqueId> wanted,
      Set<TechniqueId> found,
      Set<TechniqueId> asked,
      Set<TechniqueId> derived,
      int threats) {
    public double recall() {
      return wanted.isEmpty() ? 1 : (double) found.size() / wanted.size();
    }

    public Set<TechniqueId> missed() {
      Set<TechniqueId> missed = new TreeSet<>(wanted);
      missed.removeAll(found);
      return missed;
    }
  }

  public RuleBook book() {
    return book;
  }

  public ReleaseIndex release() {
    return release;
  }

  public Derivation derivation() {
    return derivation;
  }

  /// All studies, on their maps as they stand.
  public List<Outcome> stated() {
    return text("index.txt").lines().map(file -> run(file, read(file))).toList();
  }

  /// Some studies, on maps that were written in a few minutes from the study's summary alone.
  public List<Outcome> terse() {
    return text("terse.txt").lines().map(file -> run(file, read(file))).toList();
  }

  /// All studies, on maps that state no property: only kinds, flows, boundaries and assets.
  public List<Outcome> bare() {
    return text("index.txt").lines().map(file -> run(file, bare(read(file)))).toList();
  }

  private static SystemMap read(String file) {
    return MapReader.read(file, text(file)).map().orElseThrow();
  }

  private static SystemMap bare(SystemMap map) {
    return new SystemMap(
        map.id(),
        map.name(),
        map.description(),
        map.owner(),
        map.stage(),
        map.assets(),
        map.boundaries(),
        map.components().stream().map(StudyReplay::bare).toList(),
        map.flows());
  }

  private static Component bare(Component component) {
    return new Component(
        component.id(),
        component.was(),
        component.name(),
        component.description(),
        component.kinds(),
        component.boundary(),
        component.parent(),
        component.owner(),
        component.exposure(),
        component.stores(),
        component.processes(),
        component.telemetry(),
        component.tags(),
        new LinkedHashMap<>());
  }

  private Outcome run(String file, SystemMap map) {
    CaseStudy study =
        release.caseStudy(new CaseStudyId(file.replaceAll(".*/|\\.yaml", ""))).orElseThrow();
    Derived derived = derivation.derive(map);
    Set<TechniqueId> applied =
        derived.threats().stream()
            .map(each -> each.technique().id())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<TechniqueId> open =
        derived.undetermined().stream()
            .map(each -> each.rule().technique())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<TechniqueId> wanted =
        study.procedure().stream()
            .map(CaseStudy.Step::technique)
            .filter(this::registered)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<TechniqueId> found =
        wanted.stream()
            .filter(id -> has(applied, id))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<TechniqueId> asked =
        wanted.stream()
            .filter(id -> !has(applied, id) && has(open, id))
            .collect(Collectors.toCollection(TreeSet::new));
    return new Outcome(study, map, wanted, found, asked, applied, derived.threats().size());
  }

  private boolean registered(TechniqueId id) {
    return book.rule(id).isPresent()
        || book.unlisted(id).filter(each -> each.role() == Unlisted.Role.FAMILY).isPresent();
  }

  private boolean has(Set<TechniqueId> ids, TechniqueId id) {
    return book.rule(id).isPresent()
        ? ids.contains(id)
        : ids.stream().anyMatch(each -> each.parent().filter(id::equals).isPresent());
  }

  private static String text(String name) {
    try (InputStream in = StudyReplay.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
