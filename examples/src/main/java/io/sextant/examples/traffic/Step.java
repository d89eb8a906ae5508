package io.sextant.examples.traffic;

import io.sextant.examples.fraud.Payment;

/// One thing that a session does.
public sealed interface Step {
  /// Writes to the help desk.
  record Say(String text) implements Step {}

  /// Adds a document to the desk's handbook, as a partner may.
  record Upload(String id, String title, String text) implements Step {}

  /// Asks for the score of one payment.
  record Score(Payment payment) implements Step {}

  /// Searches for the smallest change that turns a fraudulent payment into an accepted one, by the
  /// scores it sees.
  record Evade(Payment payment, int queries) implements Step {}
}
