package io.sextant.atlas.awareness;

import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.ReleaseIndex.AppliedMitigation;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.Technique;
import io.sextant.atlas.detection.Detection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One technique on one sheet of paper, in Markdown and Sextant's own words.
public final class OnePager {
  /// More of a kind would not fit a sheet.
  private static final int MOST = 4;

  private OnePager() {}

  public static String markdown(
      Technique technique, ReleaseIndex index, Optional<Detection> detection) {
    Markdown page = new Markdown();
    page.heading(1, technique.fullName());
    String tactics =
        technique.tactics().stream()
            .flatMap(id -> index.tactic(id).stream())
            .map(Tactic::name)
            .collect(Collectors.joining(", "));
    page.paragraph(
        technique.id()
            + " · "
            + tactics
            + technique.maturity().map(maturity -> " · " + maturity.word()).orElse("")
            + " · ATLAS "
            + index.release().id());
    page.paragraph(technique.summary());
    detection.ifPresent(found -> seen(page, found));
    List<AppliedMitigation> mitigations = index.mitigations(technique.id());
    if (!mitigations.isEmpty()) {
      page.heading(2, "What helps against it");
      page.items(
          mitigations.stream()
              .map(AppliedMitigation::mitigation)
              .limit(MOST)
              .map(mitigation -> mitigation.name() + ": " + mitigation.summary())
              .toList());
    }
    List<CaseStudy> studies = index.caseStudies(technique.id());
    if (!studies.isEmpty()) {
      page.heading(2, "Where it was used");
      page.items(
          studies.stream()
              .limit(MOST)
              .map(study -> study.name() + " (" + study.id() + ", " + study.shownDate() + ")")
              .toList());
    }
    return page.finish();
  }

  private static void seen(Markdown page, Detection detection) {
    page.heading(2, "What it looks like");
    detection
        .blind()
        .ifPresentOrElse(
            blind -> {
              page.paragraph("It cannot be seen. " + blind.because());
              page.paragraph("What comes nearest: " + blind.nearest());
            },
            () -> page.items(detection.indicators().stream().limit(MOST).toList()));
    if (!detection.ideas().isEmpty()) {
      page.heading(2, "How to find it");
      page.items(detection.ideas().stream().limit(MOST).toList());
    }
    page.heading(2, "Try it");
    page.paragraph(detection.test());
  }
}
