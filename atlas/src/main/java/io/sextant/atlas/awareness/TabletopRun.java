package io.sextant.atlas.awareness;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// How a team played an exercise, as the facilitator wrote it down.
///
/// @param team who played
/// @param facilitator who led
/// @param held the day, as written
/// @param played numbers of the injects that were played
/// @param given ids of the answers that the team gave
/// @param notes by number of inject
/// @param actions what shall be done about what was found
public record TabletopRun(
    String team,
    String facilitator,
    String held,
    Set<Integer> played,
    Set<String> given,
    Map<Integer, String> notes,
    List<Action> actions) {
  public TabletopRun {
    played = Set.copyOf(played);
    given = Set.copyOf(given);
    notes = Collections.unmodifiableMap(new TreeMap<>(notes));
    actions = List.copyOf(actions);
  }

  /// Something to do.
  ///
  /// @param owner who does it; empty when nobody took it
  /// @param due until when, as written
  public record Action(String text, String owner, String due) {}
}
