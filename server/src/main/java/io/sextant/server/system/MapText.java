package io.sextant.server.system;

import io.sextant.core.document.Documents;
import io.sextant.core.document.Issue;
import io.sextant.core.system.MapDocument;
import io.sextant.core.system.MapReader;
import io.sextant.core.system.SystemMap;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.IssueJson;
import io.sextant.server.http.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The text of a map in a request, and what is wrong with it.
///
/// @param map as far as the text is sound; empty when there is nothing of a map in it
public record MapText(String text, Optional<SystemMap> map, List<IssueJson> issues) {
  /// Largest map in bytes; one of 10,000 components has a third of it.
  private static final int MAX_BYTES = 8 << 20;

  private static final Set<String> YAML =
      Set.of("application/yaml", "application/x-yaml", "text/yaml", "text/plain");

  /// Reads the body.
  ///
  /// @throws ProblemException when it is no text, of another type, or too large
  public static MapText of(Exchange exchange) throws IOException {
    if (!YAML.contains(exchange.mediaType())) {
      throw ProblemException.mediaType(exchange.mediaType(), "application/yaml");
    }
    String text =
        Documents.text(exchange.bytes(MAX_BYTES))
            .orElseThrow(() -> ProblemException.badRequest("body", "the body is not UTF-8", ""));
    MapReader.Result read = MapReader.read("map", text);
    boolean broken =
        read.issues().stream().anyMatch(each -> each.severity() == Issue.Severity.ERROR);
    return new MapText(
        text,
        broken && read.map().filter(map -> !map.components().isEmpty()).isEmpty()
            ? Optional.empty()
            : read.map(),
        read.issues().stream().map(IssueJson::of).toList());
  }

  /// Whether it has errors.
  public boolean broken() {
    return map.isEmpty() || issues.stream().anyMatch(each -> each.severity().equals("error"));
  }

  /// The map to keep.
  ///
  /// @throws ProblemException 400 with everything that is wrong when it has errors
  MapDocument document() {
    if (broken()) {
      throw ProblemException.badRequest(issues);
    }
    return MapDocument.of(map.orElseThrow(), text);
  }
}
