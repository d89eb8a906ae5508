package io.sextant.gateway.trial;

import io.sextant.core.document.Documents;
import io.sextant.core.document.Issue;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Tree;
import io.sextant.core.policy.Policy;
import io.sextant.gateway.content.Detectors;
import java.util.List;
import java.util.Optional;

/// The tests in a file: beside a policy, or in the file of the policy itself.
///
/// @param own whether the file is a policy itself
/// @param policy that the file names; empty when it names none
/// @param issues what is wrong with them; then there are no tests
public record PolicyTests(
    boolean own, Optional<String> policy, List<PolicyTest> tests, List<Issue> issues) {
  /// More than this is not unit tests but traffic.
  private static final int MOST = 1_000;

  public PolicyTests {
    tests = List.copyOf(tests);
    issues = List.copyOf(issues);
  }

  /// The tests in a text; none when it says nothing of tests.
  ///
  /// @param file named in problems
  public static PolicyTests read(String file, String text) {
    IssueLog log = new IssueLog(file, text);
    List<Tree> documents = Documents.read(text, log);
    if (documents.size() != 1 || log.errors() > 0) {
      return new PolicyTests(false, Optional.empty(), List.of(), log.issues());
    }
    Tree document = documents.getFirst();
    List<Tree> written = document.list("tests");
    if (written.size() > MOST) {
      log.error(TestReader.CODE, document.place(), "there are more than " + MOST + " tests", "");
    }
    TestReader reader = new TestReader(log);
    List<PolicyTest> tests = written.stream().limit(MOST).map(reader::read).toList();
    return new PolicyTests(
        document.get("rules").isPresent(),
        document.text("policy"),
        log.errors() > 0 ? List.of() : tests,
        log.issues());
  }

  /// How they end with a policy.
  public List<PolicyTest.Result> run(Policy tested, Detectors detectors) {
    return tests.stream().map(test -> test.run(tested, detectors)).toList();
  }
}
