package io.sextant.core.threat.rule;

import dev.cel.runtime.CelRuntime;
import io.sextant.core.system.ComponentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What conditions came to for components, and what they had asked of the map. A condition that
/// would ask the same and be told the same comes to the same, so that after an edit only what the
/// edit can change is evaluated again. Not thread-safe.
public final class Memory {
  private final Map<ComponentId, Map<CelRuntime.Program, Remembered>> remembered = new HashMap<>();

  /// A question to the map and its answer.
  ///
  /// @param word empty when the function takes none
  record Asked(ComponentId component, Language.Member function, String word, Object answer) {}

  private record Remembered(List<Asked> asked, Answer answer) {}

  /// Evaluates a condition, or asks again what it asked before. Either way the inquiry holds the
  /// paths and questions of today.
  Answer evaluate(Condition condition, Subject subject, Inquiry inquiry) {
    Map<CelRuntime.Program, Remembered> known =
        remembered.computeIfAbsent(subject.id(), _ -> new IdentityHashMap<>());
    Optional<Remembered> earlier = Optional.ofNullable(known.get(condition.program()));
    if (earlier.isPresent() && holds(earlier.get(), inquiry)) {
      return earlier.get().answer();
    }
    inquiry.clear();
    Answer answer = condition.evaluate(subject);
    known.put(condition.program(), new Remembered(new ArrayList<>(inquiry.asked()), answer));
    return answer;
  }

  /// Forgets components that are no longer there.
  public void keep(Set<ComponentId> components) {
    remembered.keySet().retainAll(components);
  }

  private static boolean holds(Remembered earlier, Inquiry inquiry) {
    for (Asked asked : earlier.asked()) {
      Optional<Subject> subject = inquiry.subject(asked.component());
      if (subject.isEmpty()
          || !asked.function().ask(subject.get(), asked.word()).equals(asked.answer())) {
        return false;
      }
    }
    return true;
  }
}
