package io.sextant.core.awareness;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.CaseStudyId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.awareness.Tabletop;
import io.sextant.atlas.awareness.TabletopPlanner;
import io.sextant.atlas.awareness.TabletopPlanner.Wishes;
import io.sextant.atlas.awareness.TabletopRun;
import io.sextant.atlas.detection.DetectionCatalogue;
import io.sextant.report.Report;
import io.sextant.report.print.ReportFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AfterActionTest {
  private final ReleaseIndex index = AtlasLibrary.builtIn().current();
  private final Tabletop tabletop = plan("AML.CS0000");

  @Test
  void namesGapsNotesAndActionsAndNothingInItIsMarkup() throws IOException {
    int last = tabletop.injects().size();
    TabletopRun run =
        new TabletopRun(
            "Blue <script>alert(1)</script>",
            "Ada",
            "2026-05-01",
            Set.of(last),
            Set.of(),
            Map.of(last, "nobody knew | who *owns* it"),
            List.of(new TabletopRun.Action("Write a rule", "", "June")));
    String html = html(AfterAction.report(tabletop, run, _ -> 0, Instant.EPOCH));
    assertThat(html)
        .contains("Blue &lt;script&gt;", "nobody knew | who *owns* it", "Write a rule")
        .contains("nobody yet", "AML.T0015", "1 of " + last)
        .doesNotContain("<script>alert", "None of those played");
    assertThat(html(AfterAction.report(tabletop, run, _ -> 1, Instant.EPOCH)))
        .contains("None of those played");
  }

  @Test
  void everyFormPrintsARunOfWhichNothingIsKnown() throws IOException {
    TabletopRun run = new TabletopRun("", "", "", Set.of(), Set.of(), Map.of(), List.of());
    Report report = AfterAction.report(tabletop, run, _ -> 0, Instant.EPOCH);
    for (ReportFormat format : ReportFormat.values()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      format.print(report, out);
      assertThat(out.size()).as(format.name()).isPositive();
    }
  }

  private static String html(Report report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportFormat.HTML.print(report, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private Tabletop plan(String id) {
    CaseStudy study = index.caseStudy(new CaseStudyId(id)).orElseThrow();
    return new TabletopPlanner(index, DetectionCatalogue.load()).plan(study, Wishes.USUAL);
  }
}
