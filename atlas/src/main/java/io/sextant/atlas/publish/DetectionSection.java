package io.sextant.atlas.publish;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Technique;
import io.sextant.atlas.detection.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What can be seen of a technique, as part of a page.
final class DetectionSection {
  private final ReleaseIndex index;
  private final Page page;

  DetectionSection(ReleaseIndex index, Page page) {
    this.index = index;
    this.page = page;
  }

  void write(Detection detection) {
    page.heading("How it looks in telemetry");
    page.text("Observable: " + detection.observability().word() + ".");
    detection.blind().ifPresent(this::blind);
    section(
        "Telemetry",
        detection.telemetry().stream()
            .map(source -> source.source() + ": " + String.join(", ", source.fields()))
            .toList());
    section("Indicators", detection.indicators());
    section("Detection ideas", detection.ideas());
    section("Our rules", detection.rules().stream().map(rule -> "rules/" + rule + ".yml").toList());
    page.heading("How to test");
    page.text(detection.test());
  }

  private void blind(Detection.Blind blind) {
    page.text("Not observable because: " + blind.because());
    page.text("What comes nearest: " + blind.nearest());
    List<Page.Item> watch = new ArrayList<>();
    blind
        .watch()
        .forEach(id -> {
          Optional<Technique> technique = index.technique(id);
          watch.add(technique.map(Page.Item::of).orElse(Page.Item.of(id.value())));
        });
    page.heading("Watch instead");
    page.items(watch);
  }

  private void section(String title, List<String> texts) {
    if (!texts.isEmpty()) {
      page.heading(title);
      page.items(texts.stream().map(Page.Item::of).toList());
    }
  }
}
