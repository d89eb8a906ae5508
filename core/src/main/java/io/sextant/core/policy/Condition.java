package io.sextant.core.policy;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.Set;

/// A condition of a rule, type-checked. Evaluation ends: CEL has no loops over anything unbounded,
/// and its regular expressions are RE2.
public final class Condition {
  private final String text;
  private final Set<Fact> reads;
  private final CelRuntime.Program program;

  Condition(String text, Set<Fact> reads, CelRuntime.Program program) {
    this.text = text;
    this.reads = Set.copyOf(reads);
    this.program = program;
  }

  /// As it is written.
  public String text() {
    return text;
  }

  /// The facts it can ask for.
  public Set<Fact> reads() {
    return reads;
  }

  /// How an evaluation ended.
  enum Outcome {
    HOLDS,
    DOES_NOT,
    /// A fact could not be told, or the expression failed, such as a division by zero.
    FAILED
  }

  Outcome test(Facts facts) {
    CelVariableResolver resolver = name -> Fact.of(name).map(facts::of);
    try {
      return Boolean.TRUE.equals(program.eval(resolver)) ? Outcome.HOLDS : Outcome.DOES_NOT;
    } catch (CelEvaluationException | Facts.FactFailure e) {
      return Outcome.FAILED;
    }
  }
}
