package io.sextant.server.awareness;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.sextant.core.awareness.RunDocument;
import io.sextant.core.awareness.SavedRun;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Records of exercises as the API writes them.
final class RunJson {
  private RunJson() {}

  record Summary(
      String id,
      int version,
      String release,
      String study,
      String team,
      String held,
      int played,
      int actions,
      String author,
      Instant created,
      Instant changed) {
    static Summary of(SavedRun run) {
      RunDocument document = run.document();
      return new Summary(
          run.id().value(),
          run.version(),
          document.release().tag(),
          document.study().value(),
          document.run().team(),
          document.run().held(),
          document.run().played().size(),
          document.run().actions().size(),
          run.author(),
          run.created(),
          run.changed());
    }
  }

  record Items(List<Summary> items) {}

  /// @param run the document as it was given
  /// @param plan the exercise that was played
  record Detail(Summary saved, @JsonRawValue String run, ObjectNode plan, ObjectNode score) {}
}
