package io.sextant.server.threat;

import io.sextant.core.document.Place;
import io.sextant.core.threat.Codes;
import io.sextant.core.threat.Decision;
import io.sextant.core.threat.Decision.Status;
import io.sextant.core.threat.Register;
import io.sextant.core.threat.ThreatKey;
import io.sextant.server.http.IssueJson;
import io.sextant.server.http.ProblemException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what somebody wants to decide about a threat, and says everything that is wrong with it.
final class WishReader {
  private static final int MAX_OWNER = 200;
  private static final int MAX_REASON = 4_000;

  private final Register register;
  private final String author;
  private final LocalDate today;
  private final List<IssueJson> issues = new ArrayList<>();

  WishReader(Register register, String author, LocalDate today) {
    this.register = register;
    this.author = author;
    this.today = today;
  }

  /// @throws ProblemException 404 when there is no such threat, 400 with everything that is wrong
  Decision read(ThreatJson.Wish wish) {
    ThreatKey key =
        ThreatKey.parse(given(wish.threat()).orElse(""))
            .filter(this::known)
            .orElseThrow(() -> ProblemException.notFound("The system has no such threat."));
    Optional<Status> status = given(wish.status()).flatMap(Status::of);
    if (status.isEmpty()) {
      wrong(
          Codes.BAD_STATUS,
          "'" + given(wish.status()).orElse("") + "' is no status",
          "Expected open, in-progress, mitigated, accepted or false-positive.");
    }
    Optional<String> owner = bounded(wish.owner(), "owner", MAX_OWNER);
    Optional<String> reason = bounded(wish.reason(), "reason", MAX_REASON);
    Optional<LocalDate> expires = given(wish.expires()).flatMap(this::day);
    status.ifPresent(each -> rules(each, key, owner, reason, expires));
    if (!issues.isEmpty()) {
      throw ProblemException.badRequest(issues);
    }
    return new Decision(
        key,
        status.orElseThrow(),
        owner,
        Optional.of(author),
        reason,
        Optional.of(today),
        expires,
        Place.FILE);
  }

  private boolean known(ThreatKey key) {
    return entry(key).isPresent()
        || register.loose().stream().anyMatch(each -> each.decision().threat().equals(key));
  }

  private Optional<Register.Entry> entry(ThreatKey key) {
    return register.entries().stream().filter(each -> each.threat().key().equals(key)).findFirst();
  }

  /// What is settled is explained; what is accepted is owned and ends.
  private void rules(
      Status status,
      ThreatKey key,
      Optional<String> owner,
      Optional<String> reason,
      Optional<LocalDate> expires) {
    if (status.settled() && reason.isEmpty()) {
      wrong(
          Codes.NO_REASON,
          "'" + status.word() + "' needs a reason",
          "Say why, for those who ask in a year.");
    }
    if (status != Status.ACCEPTED) {
      return;
    }
    if (expires.isEmpty()) {
      wrong(
          Codes.NO_END,
          "what is accepted is accepted until a day",
          "Give 'expires', the last day on which it holds.");
    }
    if (owner.isEmpty() && entry(key).flatMap(each -> each.threat().owner()).isEmpty()) {
      wrong(Codes.NO_OWNER, "nobody owns the threat", "Only an owner can accept it; give 'owner'.");
    }
  }

  private Optional<LocalDate> day(String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.isBefore(today)) {
        wrong(Codes.BAD_DATE, "'expires' is over already: " + day, "Give a day to come.");
      }
      return Optional.of(day);
    } catch (DateTimeParseException e) {
      wrong(Codes.BAD_DATE, "'expires' is a day", "Write it as 2026-11-30.");
      return Optional.empty();
    }
  }

  private Optional<String> bounded(@Nullable String text, String name, int most) {
    Optional<String> value = given(text);
    if (value.filter(each -> each.length() > most).isPresent()) {
      wrong(Codes.SHAPE, "'" + name + "' is longer than " + most + " characters", "Shorten it.");
    }
    return value;
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(each -> !each.isEmpty());
  }

  private void wrong(String code, String message, String hint) {
    issues.add(new IssueJson(code, "error", "body", 0, 0, message, hint));
  }
}
