package io.sextant.gateway.ingest;

import io.sextant.core.policy.Decider;
import io.sextant.core.policy.Policy;
import io.sextant.core.policy.Ruling;
import io.sextant.core.policy.Stage;
import io.sextant.gateway.constrain.Constraints;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.content.Grounds;
import io.sextant.gateway.ingest.Examined.Judged;
import io.sextant.gateway.protocol.Texts;
import io.sextant.inspect.Channel;
import io.sextant.inspect.match.RecogniserSet;
import io.sextant.inspect.stream.Redaction;
import io.sextant.ledger.entry.Decision;
import io.sextant.ledger.entry.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Decides about one record, and about a batch, by a policy. Writes nothing; any number of threads
/// may ask at once.
///
/// @param quarantine knows what people let in
@SuppressWarnings("ReferenceEquality") // the very same object says that nothing was changed
record Judge(Policy policy, Detectors detectors, IngestFacts.About about, Quarantine quarantine) {
  /// The rule that stands in the ledger for what cannot be read.
  static final String UNREADABLE = "unreadable";

  /// The rule that stands in the ledger for what a person let in.
  static final String RELEASED = "released";

  Verdict verdict(Judged judged) {
    Examined examined = judged.examined();
    if (examined.read() instanceof Read.Unreadable bad) {
      return Verdict.of(
          examined,
          Decision.BLOCK,
          List.of(new Reason(UNREADABLE, List.of())),
          List.of(bad.code() + " " + bad.message()),
          Optional.empty());
    }
    Ruling ruling =
        Decider.decide(
            policy, Stage.INGEST, new IngestFacts(about, new IngestFacts.Subject.One(judged)));
    boolean lifted = lifted(ruling, examined.digest());
    Ruling counts = lifted ? ruling.released() : ruling;
    Optional<String> copy =
        Constraints.of(counts.constraints(), detectors)
            .redacting()
            .flatMap(recognisers -> redacted(examined.read(), recognisers));
    Decision decision = noted(counts.effective(copy.isPresent()), lifted);
    List<Reason> reasons =
        new ArrayList<>(Grounds.reasons(counts.grounds(decision), judged.content()));
    if (lifted) {
      reasons.addFirst(new Reason(RELEASED, List.of()));
    }
    return Verdict.of(
        examined,
        decision,
        reasons,
        decision == Decision.ALLOW ? List.of() : Notes.of(about, judged),
        decision == Decision.CONSTRAIN ? copy : Optional.empty());
  }

  /// What is decided about the whole.
  ///
  /// @param manifest to which a release is bound
  BatchVerdict verdict(Tally tally, String manifest) {
    Ruling ruling =
        Decider.decide(
            policy, Stage.BATCH, new IngestFacts(about, new IngestFacts.Subject.All(tally)));
    boolean lifted = lifted(ruling, manifest);
    Ruling counts = lifted ? ruling.released() : ruling;
    List<Reason> reasons = new ArrayList<>();
    if (lifted) {
      reasons.add(new Reason(RELEASED, List.of()));
    }
    counts.grounds().forEach(it -> reasons.add(new Reason(it.rule().id(), it.rule().techniques())));
    Decision ofRecords =
        tally.refused() + tally.of(Decision.CONSTRAIN) > 0
            ? Decision.CONSTRAIN
            : tally.of(Decision.LOG) > 0 ? Decision.LOG : Decision.ALLOW;
    Decision own = noted(counts.decision(), lifted);
    return new BatchVerdict(
        about.set().id(),
        about.batch(),
        Decider.severity(own) >= Decider.severity(ofRecords) ? own : ofRecords,
        reasons,
        tally,
        manifest,
        -1,
        Optional.empty());
  }

  private boolean lifted(Ruling ruling, String digest) {
    return Decider.severity(ruling.decision()) >= Decider.severity(Decision.HOLD)
        && quarantine.isReleased(about.set().id(), digest);
  }

  private static Decision noted(Decision decision, boolean lifted) {
    return lifted && decision == Decision.ALLOW ? Decision.LOG : decision;
  }

  /// The redacted copy, written as the source does; empty when there was nothing to take out.
  private static Optional<String> redacted(Read read, RecogniserSet recognisers) {
    return switch (read) {
      case Read.Row row -> {
        JsonNode clean =
            Texts.replace(row.row(), Channel.DOCUMENT, part -> changed(part.text(), recognisers));
        yield clean == row.row()
            ? Optional.empty()
            : Optional.of(row.form().apply((ObjectNode) clean));
      }
      case Read.Document document -> changed(document.raw(), recognisers);
      case Read.Unreadable _ -> Optional.empty();
    };
  }

  private static Optional<String> changed(String text, RecogniserSet recognisers) {
    String clean = Redaction.redact(text, recognisers);
    return clean.equals(text) ? Optional.empty() : Optional.of(clean);
  }
}
