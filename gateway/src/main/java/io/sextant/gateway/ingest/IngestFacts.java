package io.sextant.gateway.ingest;

import io.sextant.core.policy.Fact;
import io.sextant.core.policy.Facts;
import io.sextant.gateway.access.Principal;
import io.sextant.gateway.content.ContentFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/// The facts of one record or document, or of a whole batch. For one thread.
///
/// What cannot be told here no policy asks for: its reader sees to that, see [Fact#toldAt].
final class IngestFacts implements Facts {
  private static final double SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

  private final About about;
  private final Subject subject;

  /// What holds for all records of a batch.
  record About(DataSet set, String batch, Principal principal, Instant time) {}

  /// What it is about.
  sealed interface Subject {
    record One(Examined.Judged judged) implements Subject {}

    record All(Tally tally) implements Subject {}
  }

  IngestFacts(About about, Subject subject) {
    this.about = about;
    this.subject = subject;
  }

  @Override
  public Object of(Fact fact) {
    try {
      return switch (fact) {
        case PRINCIPAL_ID -> about.principal().id();
        case PRINCIPAL_ROLES -> about.principal().roles();
        case PRINCIPAL_VERIFIED -> about.principal().verified();
        case TIME_HOUR -> (long) about.time().atOffset(ZoneOffset.UTC).getHour();
        case TIME_WEEKDAY -> (long) about.time().atOffset(ZoneOffset.UTC).getDayOfWeek().getValue();
        case INGEST_DATASET -> about.set().id();
        case INGEST_KIND -> about.set().kind().label();
        case INGEST_BATCH -> about.batch();
        default ->
            switch (subject) {
              case Subject.One(Examined.Judged judged) -> one(fact, judged);
              case Subject.All(Tally tally) -> all(fact, tally);
            };
      };
    } catch (RuntimeException e) {
      throw new FactFailure(fact.field() + " cannot be told: " + e, e);
    }
  }

  private Object one(Fact fact, Examined.Judged judged) {
    Examined examined = judged.examined();
    Provenance from = examined.provenance();
    return switch (fact) {
      case INGEST_SOURCE -> from.source();
      case INGEST_COLLECTOR -> from.collector();
      case INGEST_LICENCE -> from.licence();
      case INGEST_AGE ->
          from.collected()
              .map(it -> Duration.between(it, about.time()).toSeconds() / SECONDS_PER_DAY)
              .orElse(0.0);
      case INGEST_MISSING -> from.missing(about.set().require());
      case INGEST_SOURCE_ALLOWED -> about.set().takesSource(from.source());
      case INGEST_LICENCE_ALLOWED -> about.set().takesLicence(from.licence());
      case INGEST_DIGEST -> examined.digestState();
      case INGEST_SCHEMA -> examined.departures();
      case INGEST_LABEL -> examined.label();
      case INGEST_DUPLICATE -> judged.meeting() == Seen.Meeting.DUPLICATE;
      case INGEST_CONFLICT -> judged.meeting() == Seen.Meeting.CONFLICT;
      case INGEST_HIDDEN -> (long) examined.hidden();
      case INGEST_BYTES -> examined.bytes();
      case INGEST_CHARACTERS -> examined.characters();
      default -> ContentFacts.of(fact, judged.content()).orElseThrow();
    };
  }

  private static Object all(Fact fact, Tally tally) {
    return switch (fact) {
      case BATCH_RECORDS -> tally.records();
      case BATCH_REFUSED -> tally.refused();
      case BATCH_REFUSED_SHARE -> tally.share(tally.refused());
      case BATCH_DUPLICATE_SHARE -> tally.share(tally.duplicates());
      case BATCH_CONFLICTS -> tally.conflicts();
      case BATCH_ATTACKS -> tally.attacks();
      default -> throw new IllegalArgumentException("is not told of a batch");
    };
  }
}
