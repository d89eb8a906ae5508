package io.sextant.gateway.ingest;

import io.sextant.ledger.entry.Decision;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A record, document or whole batch that was refused and waits for a person. What was refused
/// stands, encrypted, beside the ledger, at the receipt.
///
/// @param id of the quarantine, such as `q-17`
/// @param place file and line, or name
/// @param digest SHA-256 of the content; of a batch, of its account
/// @param decision BLOCK or HOLD
/// @param rules that spoke for it
/// @param notes what was seen, in words
/// @param principal who brought it
/// @param receipt place of the decision in the ledger
public record Quarantined(
    String id,
    Instant time,
    String dataset,
    String batch,
    String place,
    String digest,
    Decision decision,
    List<String> rules,
    List<String> techniques,
    List<String> notes,
    String principal,
    long bytes,
    long receipt,
    Optional<Closing> closing) {
  public Quarantined {
    rules = List.copyOf(rules);
    techniques = List.copyOf(techniques);
    notes = List.copyOf(notes);
  }

  /// Where it can stand.
  public enum State {
    WAITING,
    /// It may be taken in: the same content passes from then on.
    RELEASED,
    DISCARDED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<State> of(String label) {
      return Arrays.stream(values()).filter(it -> it.label().equals(label)).findFirst();
    }
  }

  /// What a person did with it.
  public record Closing(State state, String who, String reason, Instant time, long receipt) {}

  public State state() {
    return closing.map(Closing::state).orElse(State.WAITING);
  }

  Quarantined with(String number) {
    return new Quarantined(
        number,
        time,
        dataset,
        batch,
        place,
        digest,
        decision,
        rules,
        techniques,
        notes,
        principal,
        bytes,
        receipt,
        closing);
  }

  Quarantined with(Closing other) {
    return new Quarantined(
        id,
        time,
        dataset,
        batch,
        place,
        digest,
        decision,
        rules,
        techniques,
        notes,
        principal,
        bytes,
        receipt,
        Optional.of(other));
  }
}
