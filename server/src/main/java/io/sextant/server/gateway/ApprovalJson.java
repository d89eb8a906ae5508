package io.sextant.server.gateway;

import io.sextant.gateway.approval.Approval;
import io.sextant.gateway.approval.Question;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Approvals as the API writes them.
final class ApprovalJson {
  private ApprovalJson() {}

  record Ground(String rule, String title, List<String> techniques) {
    static List<Ground> all(Question question) {
      return IntStream.range(0, question.grounds().size())
          .mapToObj(i ->
              new Ground(
                  question.grounds().get(i).rule(),
                  question.titles().get(i),
                  question.grounds().get(i).techniques()))
          .toList();
    }
  }

  record Agreed(String who, Instant when) {}

  record Closing(String who, Instant when, String reason) {}

  record Summary(
      String id,
      String state,
      String principal,
      String subject,
      String target,
      String mode,
      Instant asked,
      Instant expires,
      int approvers,
      int missing,
      List<Agreed> agreed,
      Optional<Closing> closing,
      List<Ground> grounds,
      String policy,
      String policyDigest,
      String requestDigest,
      long bytes,
      long receipt) {
    static Summary of(Approval approval) {
      Question question = approval.question();
      return new Summary(
          approval.id().value(),
          approval.state().label(),
          question.principal(),
          question.subject(),
          question.target(),
          question.terms().mode().name().toLowerCase(Locale.ROOT),
          approval.asked(),
          approval.expires(),
          question.terms().approvers(),
          approval.missing(),
          approval.agreed().stream().map(it -> new Agreed(it.who(), it.when())).toList(),
          approval.closing().map(it -> new Closing(it.who(), it.when(), it.reason())),
          Ground.all(question),
          question.policy(),
          question.policyDigest(),
          question.digest(),
          question.bytes(),
          question.decision());
    }
  }

  /// @param running whether this server runs a gateway
  record Items(boolean running, List<Summary> items) {}

  /// @param content what has to be judged; only for those who may decide
  record Detail(Summary approval, Optional<String> content) {}

  record Refusal(@Nullable String reason) {}
}
