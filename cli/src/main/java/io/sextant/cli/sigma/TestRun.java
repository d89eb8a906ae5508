package io.sextant.cli.sigma;

import io.sextant.sigma.DerivedFields;
import io.sextant.sigma.Detection;
import io.sextant.sigma.Issue;
import io.sextant.sigma.RuleHeader;
import io.sextant.sigma.RuleSet;
import io.sextant.sigma.SigmaCompiler;
import io.sextant.sigma.SigmaDocument;
import io.sextant.sigma.SigmaEngine;
import io.sextant.sigma.SigmaEvent;
import io.sextant.sigma.SigmaReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// Runs the examples beside rule files.
final class TestRun {
  /// The outcome of one case; `reason` says why it failed, and is empty when it passed.
  record Outcome(Path file, String name, boolean mustFire, String reason) {
    boolean passed() {
      return reason.isEmpty();
    }
  }

  private final UnaryOperator<ObjectNode> derive;
  private final DerivedFields content;
  private final SigmaReader reader;
  private final List<SigmaDocument> library;
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<io.sextant.core.document.Issue> broken = new ArrayList<>();
  private final List<Issue> issues = new ArrayList<>();

  /// @param derive adds the fields made for matching to an event
  /// @param content the fields that are worked out when a rule asks for them
  /// @param library rules of other files, for correlations that look at them
  TestRun(
      UnaryOperator<ObjectNode> derive,
      DerivedFields content,
      SigmaReader reader,
      List<SigmaDocument> library) {
    this.derive = derive;
    this.content = content;
    this.reader = reader;
    this.library = library;
  }

  List<Outcome> outcomes() {
    return outcomes;
  }

  /// What is wrong with the files of examples.
  List<io.sextant.core.document.Issue> broken() {
    return broken;
  }

  /// Errors of the rule files themselves.
  List<Issue> issues() {
    return issues;
  }

  /// Runs the examples of one rule file; does nothing when there are none.
  void run(Path rule, Path tests) {
    try {
      SigmaReader.ReadResult read = reader.read(rule.toString(), Files.readString(rule));
      issues.addAll(RuleFiles.errors(read.issues()));
      RuleSet rules = compile(read.documents());
      Set<String> own =
          read.documents().stream()
              .map(document -> document.header().id().value())
              .collect(Collectors.toSet());
      RuleTests examples = RuleTests.read(tests.toString(), Files.readString(tests));
      broken.addAll(examples.issues());
      for (RuleTests.Case c : examples.cases()) {
        outcomes.add(new Outcome(tests, c.name(), c.mustFire(), run(c, rules, own)));
      }
    } catch (IOException e) {
      String why = "cannot be read: " + e.getMessage();
      broken.addAll(RuleTests.unusable(tests.toString(), why).issues());
    }
  }

  private RuleSet compile(List<SigmaDocument> documents) {
    SigmaCompiler compiler = new SigmaCompiler(content);
    SigmaCompiler.CompileResult alone = compiler.compile(documents);
    if (RuleFiles.errors(alone.issues()).isEmpty()) {
      return alone.rules();
    }
    List<SigmaDocument> all = new ArrayList<>(documents);
    Set<String> own =
        documents.stream().map(d -> d.header().id().value()).collect(Collectors.toSet());
    library.stream().filter(d -> !own.contains(d.header().id().value())).forEach(all::add);
    SigmaCompiler.CompileResult together = compiler.compile(all);
    String file = documents.isEmpty() ? "" : documents.getFirst().header().file();
    RuleFiles.errors(together.issues()).stream()
        .filter(issue -> issue.file().equals(file))
        .forEach(issues::add);
    return together.rules();
  }

  private String run(RuleTests.Case c, RuleSet rules, Set<String> own) {
    Set<String> wanted = c.rule().isEmpty() ? own : Set.of(c.rule());
    if (rules.headers().stream().map(RuleHeader::id).noneMatch(id -> wanted.contains(id.value()))) {
      return "no rule " + (c.rule().isEmpty() ? "of the file" : c.rule()) + " can fire";
    }
    SigmaEngine engine = SigmaEngine.of(rules);
    List<Detection> fired = new ArrayList<>();
    Instant last = RuleTests.START;
    for (int i = 0; i < c.events().size(); i++) {
      RuleTests.Step step = c.events().get(i);
      ObjectNode body = derive.apply(step.body());
      SigmaEvent event = new SigmaEvent(i, step.time(), EventShape.logSource(body), body);
      fired.addAll(engine.accept(event));
      last = step.time().isAfter(last) ? step.time() : last;
    }
    fired.addAll(engine.advance(last.plus(rules.longestWindow()).plus(Duration.ofDays(1))));
    fired.removeIf(detection -> !wanted.contains(detection.rule().value()));
    if (c.mustFire() == !fired.isEmpty()) {
      return "";
    }
    return c.mustFire() ? "did not fire" : "fired: " + explanation(fired.getFirst());
  }

  private static String explanation(Detection detection) {
    String matches =
        detection.matches().stream()
            .limit(3)
            .map(match ->
                (match.field().isEmpty() ? "a value" : match.field()) + " fits " + match.expected())
            .collect(Collectors.joining("; "));
    return detection.rule()
        + " on event "
        + detection.events().getLast()
        + (matches.isEmpty() ? "" : ", because " + matches);
  }
}
