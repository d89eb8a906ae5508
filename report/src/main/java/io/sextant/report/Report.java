package io.sextant.report;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A report: what it is called, when it was written, and what it says, in order.
///
/// @param subtitle one line below the title, or empty
/// @param written shown and stored as the date of the document, in UTC
public record Report(String title, String subtitle, Instant written, List<Section> sections) {
  /// @throws IllegalArgumentException when the title is blank, two sections share a key, or a link
  ///   leads to a section that is not there
  public Report {
    title = Clean.line(title);
    subtitle = Clean.line(subtitle);
    sections = List.copyOf(sections);
    if (title.isBlank()) {
      throw new IllegalArgumentException("a report needs a title");
    }
    Set<String> keys = new HashSet<>();
    for (Section section : sections) {
      if (!keys.add(section.key())) {
        throw new IllegalArgumentException("two sections have the key " + section.key());
      }
    }
    for (Section section : sections) {
      section.blocks().stream()
          .flatMap(Block::texts)
          .flatMap(text -> text.spans().stream())
          .flatMap(span -> span.link().stream())
          .forEach(link -> requireTarget(link, keys));
    }
  }

  /// Every table of the report, in order; a chart counts as the table of its figures.
  public Stream<Table> tables() {
    return sections.stream()
        .flatMap(section -> section.blocks().stream())
        .flatMap(block -> block.asTable().stream());
  }

  private static void requireTarget(Link link, Set<String> keys) {
    if (link instanceof Link.ToSection(String key) && !keys.contains(key)) {
      throw new IllegalArgumentException("no section has the key " + key);
    }
  }
}
