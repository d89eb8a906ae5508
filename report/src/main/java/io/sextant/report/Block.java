package io.sextant.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One thing in a section.
public sealed interface Block
    permits Block.Paragraph, Block.Heading, Block.Items, Block.Code, Table, BarChart, HeatChart {

  record Paragraph(Text text) implements Block {
    @Override
    public Stream<Text> texts() {
      return Stream.of(text);
    }
  }

  /// A heading below that of the section.
  record Heading(String text) implements Block {
    public Heading {
      text = Clean.line(text);
    }
  }

  /// A list.
  ///
  /// @param numbered whether the order of the entries tells something
  record Items(boolean numbered, List<Text> entries) implements Block {
    public Items {
      entries = List.copyOf(entries);
    }

    @Override
    public Stream<Text> texts() {
      return entries.stream();
    }
  }

  /// Lines that are shown as they are, such as a prompt or a configuration.
  record Code(String text) implements Block {
    public Code {
      text = Clean.text(text);
    }
  }

  static Block paragraph(String text) {
    return new Paragraph(Text.of(text));
  }

  /// Every text of the block that may hold links.
  default Stream<Text> texts() {
    return Stream.empty();
  }

  /// The figures of the block as a table; empty when it has none.
  default Optional<Table> asTable() {
    return Optional.empty();
  }
}
