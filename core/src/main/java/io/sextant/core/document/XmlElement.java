package io.sextant.core.document;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// An XML element; names are without their namespace prefix.
///
/// @param text the text directly inside, stripped
public record XmlElement(
    Place place,
    String name,
    Map<String, String> attributes,
    List<XmlElement> children,
    String text) {
  /// A non-empty attribute.
  public Optional<String> attribute(String key) {
    return Optional.ofNullable(attributes.get(key)).filter(value -> !value.isBlank());
  }

  /// Children of a name, in order.
  public Stream<XmlElement> children(String wanted) {
    return children.stream().filter(child -> child.name.equals(wanted));
  }

  public Optional<XmlElement> child(String wanted) {
    return children(wanted).findFirst();
  }

  /// This and everything inside it, in order.
  public Stream<XmlElement> all() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(XmlElement::all));
  }
}
