package io.sextant.sigma;

import io.sextant.sigma.regex.StateRoom;
import java.util.List;
import java.util.Set;

/// Asks the members of an array, each as an event of its own. Thread-safe.
final class MembersQuestion implements ItemMatcher.Question {
  private final ValueTest.Members test;
  private final int field;
  private final RuleSet body;
  private final Node holds;

  /// @param room for the states of expressions
  MembersQuestion(ValueTest.Members test, int field, StateRoom room) {
    this.test = test;
    this.field = field;
    ProgramBuilder builder = new ProgramBuilder(room, DerivedFields.NONE);
    this.holds = builder.conditions(test.conditions(), builder.selections(test.selections()));
    this.body = new RuleSet(List.of(), List.of(), List.of(), builder);
  }

  @Override
  public boolean holds(FieldValues values, EventFrame frame) {
    List<Integer> members = frame.members(field, test.which() instanceof ValueTest.Which.At);
    if (members.isEmpty()) {
      return test.holds(0, 0);
    }
    int fulfilled = 0;
    EventFrame inner = body.frame();
    for (int member : test.asked(members)) {
      inner.reset(frame, member);
      if (holds.holds(inner)) {
        fulfilled++;
      }
    }
    return test.holds(fulfilled, members.size());
  }

  @Override
  public Set<Witness> witnesses(int of) {
    return test.holds(0, 0) ? Set.of() : Set.of(new Witness(of, Witness.Kind.PRESENT, ""));
  }
}
