package io.sextant.gateway.approval;

import io.sextant.core.policy.HoldTerms;
import io.sextant.ledger.entry.Reason;
import java.util.List;
import java.util.Set;

/// What somebody wants to do and needs approval for.
///
/// @param principal who asks
/// @param people names under which who asks may come to the pages; none of them may approve
/// @param subject what it is, in a few words, such as `chat` or the name of a tool
/// @param target what it goes to, such as a model; may be empty
/// @param content what an approver has to judge, shortened when it is long; empty once it is over
/// @param bytes length of the whole
/// @param digest of the whole in canonical form: an approval is for this and nothing else
/// @param titles of the rules that ask, in the order of `grounds`
/// @param message told to who asks; may be empty
/// @param policyDigest of the policy that asks
/// @param decision place of the HOLD in the ledger
public record Question(
    String principal,
    Set<String> people,
    String subject,
    String target,
    String content,
    long bytes,
    String digest,
    List<Reason> grounds,
    List<String> titles,
    String message,
    String policy,
    String policyDigest,
    long decision,
    HoldTerms terms) {
  public Question {
    people = Set.copyOf(people);
    grounds = List.copyOf(grounds);
    titles = List.copyOf(titles);
  }

  /// The same without what has to be judged: once it is over the ledger alone keeps that.
  Question withoutContent() {
    return new Question(
        principal,
        people,
        subject,
        target,
        "",
        bytes,
        digest,
        grounds,
        titles,
        message,
        policy,
        policyDigest,
        decision,
        terms);
  }

  /// Whether both ask for the same, so that one approval can serve.
  boolean same(Question other) {
    return principal.equals(other.principal)
        && digest.equals(other.digest)
        && policyDigest.equals(other.policyDigest);
  }

  /// Whether a name is one under which who asks may come.
  boolean asksAs(String name) {
    return principal.equalsIgnoreCase(name) || people.stream().anyMatch(name::equalsIgnoreCase);
  }
}
