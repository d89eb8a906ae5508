package io.sextant.sigma;

import java.util.List;

/// Turns documents into a rule set that can run: resolves references of correlations and filters.
/// Pure and thread-safe.
public final class SigmaCompiler {
  /// The rules that can run, and every reason why one cannot.
  public record CompileResult(RuleSet rules, List<Issue> issues) {}

  /// Compiles documents of any number of files together.
  public CompileResult compile(List<SigmaDocument> documents) {
    throw new UnsupportedOperationException("not built yet");
  }
}
