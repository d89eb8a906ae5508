package io.sextant.gateway.approval;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How an approval stands; a snapshot.
///
/// @param expires when it ends by itself: until then somebody must decide, or, once it is approved,
///   it must be used
/// @param agreed who agreed, in order
/// @param closing what ended it, when anything but time did
public record Approval(
    ApprovalId id,
    Question question,
    State state,
    Instant asked,
    Instant expires,
    List<Agreed> agreed,
    Optional<Closing> closing) {
  /// Where an approval can stand.
  public enum State {
    WAITING,
    APPROVED,
    REFUSED,
    EXPIRED,
    CANCELLED,
    USED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Whether anything can still happen to it.
    public boolean open() {
      return this == WAITING || this == APPROVED;
    }
  }

  /// Somebody's word for it.
  public record Agreed(String who, Instant when) {}

  /// How it ended.
  ///
  /// @param who empty when nobody did
  /// @param reason in words; may be empty
  public record Closing(String who, Instant when, String reason) {}

  public Approval {
    agreed = List.copyOf(agreed);
  }

  /// The same without what has to be judged.
  Approval withoutContent() {
    return new Approval(id, question.withoutContent(), state, asked, expires, agreed, closing);
  }

  /// How many more must agree.
  public int missing() {
    return Math.max(0, question.terms().approvers() - agreed.size());
  }
}
