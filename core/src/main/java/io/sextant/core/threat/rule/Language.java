package io.sextant.core.threat.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelUnknownSet;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.Sensitivity;
import io.sextant.core.system.Suggestion;
import io.sextant.core.system.trust.Influence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The language of conditions: CEL (https://cel.dev) over one `component`, with functions of our
/// own, typed, and with their words checked. Unknown answers are CEL's unknown values, so that
/// `false && unknown` is false. Compiling is not thread-safe.
final class Language {
  private static final String COMPONENT = "component";
  private static final CelType TYPE = OpaqueType.create("Component");
  private static final CelUnknownSet UNKNOWN = CelUnknownSet.create(CelAttribute.create("unknown"));

  /// Longest condition, in characters.
  private static final int LONGEST = 2_000;

  /// What may come to unknown, or would ask for facts again.
  private static final Set<String> UNCERTAIN =
      Set.of("fact", "lacks", "exposed", "entered", "holds", "context");

  private final CelCompiler compiler;
  private final CelRuntime runtime;
  private final Map<String, Set<String>> words = new HashMap<>();
  private final Map<Purpose, Map<String, Compiled>> known = new EnumMap<>(Purpose.class);

  /// What became of a text.
  sealed interface Compiled {
    record Good(Condition condition) implements Compiled {}

    record Bad(List<Mistake> mistakes) implements Compiled {}
  }

  /// @param line,column from 1, within the condition
  record Mistake(int line, int column, String message, String hint) {}

  /// A function of a component.
  ///
  /// @param body takes the component and the word, empty when there is none
  record Member(
      String name,
      CelType result,
      Optional<Words> argument,
      BiFunction<Subject, String, Object> body) {}

  /// What a condition is for.
  enum Purpose {
    RULE,
    /// When a fact is taken for true: asks for nothing that may be unknown, and for no other fact.
    ASSUMPTION
  }

  /// What an argument may be.
  enum Words {
    KIND,
    INFLUENCE,
    SENSITIVITY,
    FACT,
    /// Any words, with commas between them.
    NAMES
  }

  Language(Set<String> facts) {
    Map<Words, Set<String>> vocabulary =
        Map.of(
            Words.KIND, all(ComponentKind.values(), ComponentKind::word),
            Words.INFLUENCE,
                Stream.concat(
                        all(Influence.values(), Influence::word).stream(),
                        Stream.of("stranger", "anyone", "written"))
                    .collect(Collectors.toCollection(TreeSet::new)),
            Words.SENSITIVITY, all(Sensitivity.values(), Sensitivity::word),
            Words.FACT, new TreeSet<>(facts));
    List<CelFunctionDecl> declared = new ArrayList<>();
    List<CelFunctionBinding> bound = new ArrayList<>();
    for (Member each : functions()) {
      String overload = "component_" + each.name();
      each.argument()
          .ifPresent(sort -> words.put(each.name(), vocabulary.getOrDefault(sort, Set.of())));
      declared.add(
          CelFunctionDecl.newFunctionDeclaration(
              each.name(),
              each.argument().isPresent()
                  ? CelOverloadDecl.newMemberOverload(
                      overload, each.result(), TYPE, SimpleType.STRING)
                  : CelOverloadDecl.newMemberOverload(overload, each.result(), TYPE)));
      bound.add(binding(overload, each));
    }
    compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setStandardMacros(
                CelStandardMacro.EXISTS, CelStandardMacro.ALL, CelStandardMacro.EXISTS_ONE)
            .addVar(COMPONENT, TYPE)
            .addFunctionDeclarations(declared)
            .setResultType(SimpleType.BOOL)
            .build();
    runtime = CelRuntimeFactory.plannerRuntimeBuilder().addFunctionBindings(bound).build();
  }

  /// Compiles a condition; the same text gives the same.
  Compiled compile(String text, Purpose purpose) {
    return known
        .computeIfAbsent(purpose, _ -> new HashMap<>())
        .computeIfAbsent(text, _ -> compiled(text, purpose));
  }

  /// @throws IllegalStateException when the library fails, which a compiled condition never makes
  static Answer evaluate(CelRuntime.Program program, Subject subject) {
    try {
      return switch (program.eval(Map.of(COMPONENT, subject))) {
        case Boolean known -> Answer.of(known);
        case CelUnknownSet _ -> Answer.UNKNOWN;
        case Object other -> throw new IllegalStateException("a condition came to " + other);
      };
    } catch (CelEvaluationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Compiled compiled(String text, Purpose purpose) {
    if (text.length() > LONGEST) {
      return new Compiled.Bad(
          List.of(new Mistake(1, 1, "a condition has at most " + LONGEST + " characters", "")));
    }
    try {
      CelValidationResult result = compiler.compile(text);
      if (result.hasError()) {
        return new Compiled.Bad(
            result.getErrors().stream()
                .map(issue ->
                    new Mistake(
                        Math.max(1, issue.getSourceLocation().getLine()),
                        issue.getSourceLocation().getColumn() + 1,
                        issue.getMessage(),
                        hint(issue.getMessage())))
                .toList());
      }
      CelAbstractSyntaxTree tree = result.getAst();
      List<Mistake> wrong = wrongWords(tree);
      if (purpose == Purpose.ASSUMPTION) {
        wrong.addAll(uncertain(tree));
      }
      return wrong.isEmpty()
          ? new Compiled.Good(new Condition(text, runtime.createProgram(tree)))
          : new Compiled.Bad(wrong);
    } catch (CelValidationException | CelEvaluationException e) {
      return new Compiled.Bad(List.of(new Mistake(1, 1, String.valueOf(e.getMessage()), "")));
    }
  }

  private String hint(String message) {
    int from = message.indexOf("undeclared reference to '");
    if (from < 0) {
      return "";
    }
    int start = from + "undeclared reference to '".length();
    int end = message.indexOf('\'', start);
    Set<String> names = functions().stream().map(Member::name).collect(Collectors.toSet());
    return Suggestion.hint(
        message.substring(start, Math.max(start, end)),
        names,
        "Known: component." + String.join("(), component.", new TreeSet<>(names)) + "().");
  }

  /// Arguments that are no literal, or no word that the function knows.
  private List<Mistake> wrongWords(CelAbstractSyntaxTree tree) {
    List<Mistake> wrong = new ArrayList<>();
    for (CelExpr expr : calls(tree)) {
      Set<String> allowed = words.getOrDefault(expr.call().function(), Set.of());
      if (allowed.isEmpty() || expr.call().args().isEmpty()) {
        continue;
      }
      CelExpr argument = expr.call().args().getFirst();
      Optional<String> word = literal(argument);
      if (word.isEmpty() || !allowed.contains(word.get())) {
        wrong.add(mistake(tree, argument, expr.call().function(), word, allowed));
      }
    }
    return wrong;
  }

  /// Calls that an assumption must not make.
  private static List<Mistake> uncertain(CelAbstractSyntaxTree tree) {
    return calls(tree).stream()
        .filter(expr -> UNCERTAIN.contains(expr.call().function()))
        .map(expr ->
            mistake(
                tree,
                expr,
                "an assumption cannot ask " + expr.call().function() + "()",
                "It must follow from kinds and flows alone."))
        .toList();
  }

  private static List<CelExpr> calls(CelAbstractSyntaxTree tree) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .map(CelNavigableExpr::expr)
        .filter(expr -> expr.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL)
        .toList();
  }

  private static Mistake mistake(
      CelAbstractSyntaxTree tree,
      CelExpr argument,
      String function,
      Optional<String> word,
      Set<String> allowed) {
    return mistake(
        tree,
        argument,
        word.map(text -> function + "() knows no '" + text + "'")
            .orElse(function + "() takes a word in quotes"),
        Suggestion.hint(
            word.orElse(""), allowed, "Expected one of: " + String.join(", ", allowed) + "."));
  }

  private static Mistake mistake(
      CelAbstractSyntaxTree tree, CelExpr at, String message, String hint) {
    int offset = tree.getSource().getPositionsMap().getOrDefault(at.id(), 0);
    var place = tree.getSource().getOffsetLocation(offset);
    return new Mistake(
        place.map(found -> found.getLine()).orElse(1),
        place.map(found -> found.getColumn() + 1).orElse(1),
        message,
        hint);
  }

  private static Optional<String> literal(CelExpr expr) {
    return expr.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && expr.constant().getKind() == dev.cel.common.ast.CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }

  private static <T> Set<String> all(T[] values, Function<T, String> word) {
    return Arrays.stream(values).map(word).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Object value(Object answer) {
    return answer instanceof Answer three
        ? switch (three) {
          case YES -> true;
          case NO -> false;
          case UNKNOWN -> UNKNOWN;
        }
        : answer;
  }

  @SuppressWarnings("Immutable") // the bodies are the method references below
  private static CelFunctionBinding binding(String overload, Member member) {
    return member.argument().isPresent()
        ? CelFunctionBinding.from(
            overload,
            Subject.class,
            String.class,
            (subject, word) -> value(member.body().apply(subject, word)))
        : CelFunctionBinding.from(
            overload, Subject.class, subject -> value(member.body().apply(subject, "")));
  }

  private static List<Member> functions() {
    return List.of(
        asks("is", Words.KIND, Subject::is),
        asks("beside", Words.KIND, Subject::beside),
        asks("without", Words.KIND, Subject::without),
        asks("upstream", Words.KIND, Subject::upstream),
        asks("downstream", Words.KIND, Subject::downstream),
        asks("fact", Words.FACT, Subject::fact),
        asks("lacks", Words.FACT, Subject::lacks),
        asks("input", Words.INFLUENCE, Subject::input),
        asks("steered", Words.INFLUENCE, Subject::steered),
        asks("holds", Words.SENSITIVITY, Subject::holds),
        asks("context", Words.SENSITIVITY, Subject::context),
        asks("named", Words.NAMES, Subject::named),
        new Member("count", SimpleType.INT, Optional.of(Words.KIND), Subject::count),
        plain("prompts", SimpleType.BOOL, Subject::prompts),
        plain("exposed", SimpleType.BOOL, Subject::exposed),
        plain("entered", SimpleType.BOOL, Subject::entered),
        plain("outside", SimpleType.BOOL, Subject::outside),
        plain("sends_outside", SimpleType.BOOL, Subject::sendsOutside),
        plain("answers_outsiders", SimpleType.BOOL, Subject::answersOutsiders),
        plain("converses", SimpleType.BOOL, Subject::converses),
        plain("writes_back", SimpleType.BOOL, Subject::writesBack),
        plain("neighbours", ListType.create(TYPE), Subject::neighbours),
        plain("outputs", ListType.create(TYPE), Subject::outputs));
  }

  private static Member asks(
      String name, Words argument, BiFunction<Subject, String, Object> body) {
    return new Member(name, SimpleType.BOOL, Optional.of(argument), body);
  }

  private static Member plain(String name, CelType result, Function<Subject, Object> body) {
    return new Member(name, result, Optional.empty(), (subject, _) -> body.apply(subject));
  }
}
