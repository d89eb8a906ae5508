package io.sextant.sigma;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// Fields that no event carries but that are worked out from it, when a rule asks for them and not
/// before: what else a rule demands of the event is tried first.
///
/// Rules share one, so it must be fit for any number of threads.
public interface DerivedFields {
  /// No such fields.
  DerivedFields NONE =
      new DerivedFields() {
        @Override
        public boolean has(String field) {
          return false;
        }

        @Override
        public List<JsonNode> values(JsonNode event, String field) {
          return List.of();
        }
      };

  /// Whether a field is one of them; the answer must never change.
  boolean has(String field);

  /// The texts, numbers and truth values that a field has for an event; empty when it has none.
  /// Asked at most once for each event and field.
  List<JsonNode> values(JsonNode event, String field);
}
