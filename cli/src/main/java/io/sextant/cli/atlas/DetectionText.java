package io.sextant.cli.atlas;

import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import io.sextant.atlas.detection.Detection;
import java.util.List;
import java.util.stream.Collectors;

/// What can be seen of one technique, as text for a terminal and as Markdown.
record DetectionText(Technique technique, Detection detection) {
  /// For a terminal, under the technique's name.
  String text() {
    return ObjectPage.printable(technique.id() + "  " + technique.fullName())
        + "\n"
        + body()
        + "\n";
  }

  /// The parts alone, each line indented.
  String body() {
    StringBuilder text = new StringBuilder("  Observable  " + word() + "\n");
    detection
        .blind()
        .ifPresent(blind -> {
          text.append("  Because     ").append(blind.because()).append('\n');
          text.append("  Nearest     ").append(blind.nearest()).append('\n');
          text.append("  Watch       ").append(ids(blind)).append('\n');
        });
    list(text, "Telemetry", telemetry());
    list(text, "Indicators", detection.indicators());
    list(text, "Ideas", detection.ideas());
    list(text, "Rules", rules());
    return text.append("  Test        ").append(detection.test()).append('\n').toString();
  }

  /// A section of a Markdown document.
  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("## ").append(technique.id()).append(' ').append(escaped(technique.fullName()));
    text.append("\n\nObservable: ").append(word()).append("\n");
    detection
        .blind()
        .ifPresent(blind -> {
          text.append("\n- Because: ").append(blind.because());
          text.append("\n- Nearest: ").append(blind.nearest());
          text.append("\n- Watch: ").append(ids(blind)).append("\n");
        });
    section(text, "Telemetry", telemetry());
    section(text, "Indicators", detection.indicators());
    section(text, "Detection ideas", detection.ideas());
    section(text, "Rules", rules());
    return text.append("\nTest: ").append(detection.test()).append("\n\n").toString();
  }

  private String word() {
    return detection.observability().word();
  }

  private static String ids(Detection.Blind blind) {
    return blind.watch().stream().map(TechniqueId::value).collect(Collectors.joining(", "));
  }

  private List<String> telemetry() {
    return detection.telemetry().stream()
        .map(source -> source.source() + ": " + String.join(", ", source.fields()))
        .toList();
  }

  private List<String> rules() {
    return detection.rules().stream().map(rule -> "rules/" + rule + ".yml").toList();
  }

  private static void list(StringBuilder text, String label, List<String> lines) {
    String head = label + " ".repeat(12 - label.length());
    for (String line : lines) {
      text.append("  ").append(head).append(line).append('\n');
      head = " ".repeat(12);
    }
  }

  private static void section(StringBuilder text, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append("\n**").append(title).append("**\n\n");
      lines.forEach(line -> text.append("- ").append(line).append('\n'));
    }
  }

  /// A name comes from a release, the other texts are our own.
  private static String escaped(String text) {
    return ObjectPage.printable(text).replaceAll("[\\\\`*_\\[\\]<>&!#|(]", "\\\\$0");
  }
}
