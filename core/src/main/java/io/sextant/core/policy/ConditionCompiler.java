package io.sextant.core.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.RegexLiteralValidator;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Place;
import io.sextant.core.document.Tree;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Compiles conditions against the facts there are (Common Expression Language, cel-spec).
/// Immutable.
final class ConditionCompiler {
  /// Longest condition, in characters.
  private static final int MAX_LENGTH = 4_000;

  private static final int MAX_DEPTH = 32;

  private final CelCompiler compiler;
  private final CelRuntime runtime;
  private final CelValidator validator;

  ConditionCompiler() {
    CelOptions options =
        CelOptions.current()
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(MAX_DEPTH)
            .enableHeterogeneousNumericComparisons(true)
            .build();
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(options)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(CelExtensions.strings())
            .setResultType(SimpleType.BOOL);
    for (Fact fact : Fact.values()) {
      builder.addVar(fact.field(), fact.type().cel());
    }
    compiler = builder.build();
    runtime =
        CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(options)
            .addLibraries(CelExtensions.strings())
            .build();
    validator =
        CelValidatorFactory.standardCelValidatorBuilder(compiler, runtime)
            .addAstValidators(RegexLiteralValidator.INSTANCE)
            .build();
  }

  /// The condition that stands at a place of a file; problems go to the log with their own places.
  Optional<Condition> compile(Tree.Scalar at, IssueLog log) {
    try {
      CelValidationResult result = compiler.compile(at.written());
      if (result.hasError()) {
        result.getErrors().forEach(issue -> report(issue, at, log));
        return Optional.empty();
      }
      CelAbstractSyntaxTree tree = result.getAst();
      CelValidationResult checked = validator.validate(tree);
      if (checked.hasError()) {
        checked.getErrors().forEach(issue -> report(issue, at, log));
        return Optional.empty();
      }
      Set<Fact> reads = EnumSet.noneOf(Fact.class);
      tree.getReferenceMap()
          .values()
          .forEach(reference -> Fact.of(reference.name()).ifPresent(reads::add));
      return Optional.of(new Condition(at.written(), reads, runtime.createProgram(tree)));
    } catch (CelValidationException | CelEvaluationException e) {
      log.error(
          Codes.CONDITION,
          at.place(),
          "the condition cannot be used: " + e.getMessage(),
          "See docs/gateway.md for what conditions can ask for.");
      return Optional.empty();
    }
  }

  private static void report(CelIssue issue, Tree.Scalar at, IssueLog log) {
    int line = issue.getSourceLocation().getLine();
    int column = issue.getSourceLocation().getColumn();
    // Columns inside a folded or quoted text shift; only in one plain line are they exact.
    Place place =
        line == 1 && at.plain() && !at.written().contains("\n")
            ? new Place(at.place().line(), at.place().column() + Math.max(0, column))
            : at.place();
    log.error(
        Codes.CONDITION,
        place,
        "in the condition, line " + line + " column " + (column + 1) + ": " + issue.getMessage(),
        "See docs/gateway.md for what conditions can ask for.");
  }
}
