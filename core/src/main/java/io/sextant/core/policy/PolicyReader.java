package io.sextant.core.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.core.document.Documents;
import io.sextant.core.document.Issue;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Place;
import io.sextant.core.document.Tree;
import io.sextant.core.policy.PolicyRule.OnFailure;
import io.sextant.ledger.entry.Decision;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads policies from YAML, with every mistake at once; the form is in `docs/gateway.md`.
public final class PolicyReader {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern TECHNIQUE = Pattern.compile("AML\\.T[0-9]{4}(\\.[0-9]{3})?");

  /// `tests` are read by who runs them.
  private static final Set<String> POLICY_KEYS = Set.of("policy", "title", "rules", "tests");

  private static final Set<String> RULE_KEYS =
      Set.of(
          "id",
          "title",
          "on",
          "when",
          "do",
          "with",
          "approval",
          "atlas",
          "owner",
          "message",
          "on-failure",
          "shadow");

  private final IssueLog log;
  private final ConditionCompiler conditions = new ConditionCompiler();

  /// @param policy empty when anything in the file is wrong: half a policy protects nobody
  public record Result(Optional<Policy> policy, List<Issue> issues) {}

  private PolicyReader(IssueLog log) {
    this.log = log;
  }

  /// The policy in a text.
  ///
  /// @param file named in problems
  public static Result read(String file, String text) {
    IssueLog log = new IssueLog(file, text);
    List<Tree> documents = Documents.read(text, log);
    Optional<Policy> policy = Optional.empty();
    if (documents.size() == 1) {
      policy = new PolicyReader(log).policy(documents.getFirst(), digest(text));
    } else if (log.errors() == 0) {
      log.error(
          Codes.WRONG_SHAPE,
          Place.FILE,
          "expected one document, found " + documents.size(),
          "Write each policy in a file of its own.");
    }
    return new Result(policy.filter(_ -> log.errors() == 0), log.issues());
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  private Optional<Policy> policy(Tree tree, String digest) {
    if (!(tree instanceof Tree.Mapping)) {
      log.error(
          Codes.WRONG_SHAPE,
          tree.place(),
          "a policy is a map, found " + tree.kind(),
          "Begin with 'policy:' and its name.");
      return Optional.empty();
    }
    known(tree, POLICY_KEYS, "a policy");
    Optional<String> id = id(tree, "policy");
    List<PolicyRule> rules = new ArrayList<>();
    Map<String, Place> seen = new HashMap<>();
    for (Tree item : required(tree, "rules").map(Tree::items).orElse(List.of())) {
      rule(item)
          .ifPresent(rule -> {
            Place earlier = seen.putIfAbsent(rule.id(), item.place());
            if (earlier != null) {
              log.error(
                  Codes.DUPLICATE_ID,
                  item.place(),
                  "the rule '" + rule.id() + "' stands here again; first in line " + earlier.line(),
                  "Give each rule a name of its own: the ledger names decisions by it.");
            }
            rules.add(rule);
          });
    }
    return id.map(name -> new Policy(name, tree.text("title").orElse(name), rules, digest));
  }

  private Optional<PolicyRule> rule(Tree tree) {
    if (!(tree instanceof Tree.Mapping)) {
      log.error(
          Codes.WRONG_SHAPE,
          tree.place(),
          "a rule is a map, found " + tree.kind(),
          "Begin with '- id:'.");
      return Optional.empty();
    }
    known(tree, RULE_KEYS, "a rule");
    Optional<String> id = id(tree, "id");
    Optional<Decision> decision = decision(tree);
    Optional<Condition> when = when(tree);
    List<Constraint> constraints =
        tree.get("with").map(with -> new ConstraintReader(log).read(with)).orElse(List.of());
    HoldTerms hold = tree.get("approval").map(new HoldReader(log)::read).orElse(HoldTerms.DEFAULT);
    Set<Stage> stages = stages(tree);
    new RuleChecks(tree, log).check(decision, when, stages, constraints);
    return id.flatMap(name ->
        decision.map(what ->
            new PolicyRule(
                name,
                tree.text("title").orElse(name),
                stages,
                when,
                what,
                constraints,
                hold,
                techniques(tree),
                tree.text("owner").orElse(""),
                tree.text("message").orElse(""),
                onFailure(tree),
                tree.holds("shadow"))));
  }

  private Optional<Condition> when(Tree tree) {
    Optional<Tree> when = tree.get("when");
    if (when.isEmpty()) {
      return Optional.empty();
    }
    if (when.get() instanceof Tree.Scalar scalar) {
      return conditions.compile(scalar, log);
    }
    log.error(
        Codes.WRONG_SHAPE,
        when.get().place(),
        "a condition is a text, found " + when.get().kind(),
        "Quote it when it holds ': ' or begins with '[' or '{'.");
    return Optional.empty();
  }

  private Optional<Decision> decision(Tree tree) {
    Optional<Tree> written = required(tree, "do");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    String word = written.get().text().orElse("");
    Optional<Decision> decision = Decision.of(word);
    if (decision.isEmpty()) {
      log.error(
          Codes.UNKNOWN_WORD,
          written.get().place(),
          "'" + word + "' is no decision",
          "Expected allow, log, constrain, hold or block.");
    }
    return decision;
  }

  private Set<Stage> stages(Tree tree) {
    if (tree.get("on").isEmpty()) {
      return EnumSet.of(Stage.REQUEST);
    }
    Set<Stage> stages = EnumSet.noneOf(Stage.class);
    Tree on = tree.get("on").orElse(tree);
    for (String word : tree.texts("on")) {
      Stage.of(word)
          .ifPresentOrElse(
              stages::add,
              () ->
                  log.error(
                      Codes.UNKNOWN_WORD,
                      on.place(),
                      "'" + word + "' is no stage",
                      "Expected request, response, offer, ingest, batch, or a list."));
    }
    return stages;
  }

  private List<String> techniques(Tree tree) {
    List<String> ids = tree.texts("atlas");
    for (String id : ids) {
      if (!TECHNIQUE.matcher(id).matches()) {
        log.error(
            Codes.BAD_VALUE,
            tree.get("atlas").orElse(tree).place(),
            "'" + id + "' is not the id of an ATLAS technique",
            "Write it as AML.T0051 or AML.T0051.000.");
      }
    }
    return ids;
  }

  private OnFailure onFailure(Tree tree) {
    String word = tree.text("on-failure").orElse("apply");
    switch (word) {
      case "apply" -> {
        return OnFailure.HOLDS;
      }
      case "skip" -> {
        return OnFailure.DOES_NOT;
      }
      default ->
          log.error(
              Codes.UNKNOWN_WORD,
              tree.get("on-failure").orElse(tree).place(),
              "'" + word + "' is not known here",
              "Expected apply (the rule counts as holding) or skip.");
    }
    return OnFailure.HOLDS;
  }

  private Optional<String> id(Tree tree, String key) {
    Optional<Tree> found = required(tree, key);
    Optional<String> id = found.flatMap(Tree::text);
    if (found.isPresent() && id.filter(it -> ID.matcher(it).matches()).isEmpty()) {
      log.error(
          Codes.BAD_VALUE,
          found.get().place(),
          "'" + id.orElse(found.get().kind()) + "' is not a name",
          "Use small letters, digits and hyphens, at most 63.");
      return Optional.empty();
    }
    return id;
  }

  private Optional<Tree> required(Tree tree, String key) {
    Optional<Tree> found = tree.get(key);
    if (found.isEmpty()) {
      log.error(Codes.MISSING, tree.place(), "'" + key + "' is missing", "Add '" + key + ":'.");
    }
    return found;
  }

  private void known(Tree tree, Set<String> keys, String where) {
    tree.fields()
        .filter(entry -> !keys.contains(entry.key()))
        .forEach(entry ->
            log.error(
                Codes.UNKNOWN_KEY,
                entry.keyPlace(),
                "'" + entry.key() + "' is not a key of " + where,
                "Expected one of "
                    + keys.stream().sorted().collect(Collectors.joining(", "))
                    + "."));
  }
}
