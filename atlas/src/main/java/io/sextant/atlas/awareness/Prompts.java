package io.sextant.atlas.awareness;

import io.sextant.atlas.CatalogueException;
import io.sextant.atlas.TacticId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What ships for facilitators: a decision for each tactic, and turns that make things harder.
record Prompts(Map<TacticId, Decision> decisions, List<String> turns) {
  Prompts {
    decisions = Map.copyOf(decisions);
    turns = List.copyOf(turns);
  }

  /// What a team has to decide when it meets a tactic.
  record Decision(String question, List<String> expected) {
    Decision {
      expected = List.copyOf(expected);
    }
  }

  static Prompts load() {
    Map<TacticId, Decision> decisions = new HashMap<>();
    Object document = new Load(LoadSettings.builder().build()).loadFromString(text("tactics.yaml"));
    if (!(document instanceof Map<?, ?> entries)) {
      throw new CatalogueException("the decisions of tactics are no map");
    }
    entries.forEach((id, entry) -> {
      if (!(entry instanceof Map<?, ?> fields)
          || !(fields.get("ask") instanceof String question)
          || !(fields.get("expect") instanceof List<?> expected)) {
        throw new CatalogueException("the decision of " + id + " lacks ask or expect");
      }
      decisions.put(
          new TacticId(String.valueOf(id)),
          new Decision(question, expected.stream().map(String::valueOf).toList()));
    });
    return new Prompts(decisions, text("turns.txt").lines().toList());
  }

  Optional<Decision> decision(TacticId tactic) {
    return Optional.ofNullable(decisions.get(tactic));
  }

  private static String text(String name) {
    try (InputStream in = Prompts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new CatalogueException("the file " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
