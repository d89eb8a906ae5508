package io.sextant.gateway.approval;

/// How an attempt to decide about an approval ended.
public sealed interface Outcome {
  record Done(Approval approval) implements Outcome {}

  /// No approval has this id, or it is forgotten.
  record Missing() implements Outcome {}

  /// It was decided already, or its time is over.
  record TooLate(Approval approval) implements Outcome {}

  /// Who asks cannot approve.
  record OwnRequest() implements Outcome {}

  /// One person's word counts once.
  record AgreedBefore() implements Outcome {}
}
