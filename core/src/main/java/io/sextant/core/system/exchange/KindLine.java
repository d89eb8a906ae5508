package io.sextant.core.system.exchange;

import io.sextant.core.system.ComponentKind;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Kinds as the last line of a description, for formats that have no field for them.
final class KindLine {
  private static final String START = "sextant-kind: ";

  private KindLine() {}

  static String append(String description, Collection<ComponentKind> kinds) {
    String line =
        START + kinds.stream().map(ComponentKind::word).sorted().collect(Collectors.joining(", "));
    return description.isEmpty() ? line : description + "\n" + line;
  }

  /// The words of the line; none when there is no such line.
  static List<String> kinds(String description) {
    return description
        .lines()
        .reduce((_, last) -> last)
        .filter(line -> line.startsWith(START))
        .map(line -> Stream.of(line.substring(START.length()).split(",")).map(String::strip))
        .stream()
        .flatMap(words -> words)
        .filter(word -> ComponentKind.of(word).isPresent())
        .toList();
  }

  /// The description without the line.
  static String without(String description) {
    return kinds(description).isEmpty()
        ? description
        : description.substring(0, Math.max(0, description.lastIndexOf('\n')));
  }
}
