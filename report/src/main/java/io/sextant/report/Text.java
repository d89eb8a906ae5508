package io.sextant.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Words with emphasis and links. Whatever the characters are, they mean only themselves.
public record Text(List<Span> spans) {
  public Text {
    spans = List.copyOf(spans);
  }

  /// How a piece of text is set.
  public enum Style {
    PLAIN,
    STRONG,
    CODE
  }

  /// A piece of text that is set in one way.
  public record Span(String text, Style style, Optional<Link> link) {
    public Span {
      text = Clean.text(text);
    }
  }

  public static Text of(String text) {
    return new Text(List.of(new Span(text, Style.PLAIN, Optional.empty())));
  }

  public static Text strong(String text) {
    return new Text(List.of(new Span(text, Style.STRONG, Optional.empty())));
  }

  public static Text code(String text) {
    return new Text(List.of(new Span(text, Style.CODE, Optional.empty())));
  }

  public static Text linked(String text, Link link) {
    return new Text(List.of(new Span(text, Style.PLAIN, Optional.of(link))));
  }

  /// This text with another behind it.
  public Text then(Text more) {
    return new Text(Stream.concat(spans.stream(), more.spans.stream()).toList());
  }

  /// The characters alone.
  public String plain() {
    return spans.stream().map(Span::text).collect(Collectors.joining());
  }
}
