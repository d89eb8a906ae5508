package io.sextant.inspect;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The way by which a text reached the model, or left it: what is ordinary differs by it. A request
/// is ordinary from a user and suspicious inside a document.
public enum Channel {
  /// What a person typed.
  USER,
  /// A file, page, mail or retrieved passage: data, not orders.
  DOCUMENT,
  /// What a tool answered: data, often structured.
  TOOL,
  /// Instructions by the operator.
  SYSTEM,
  /// What the model answered.
  OUTPUT;

  /// Whether the text is data that should give no orders to the model.
  public boolean isData() {
    return switch (this) {
      case DOCUMENT, TOOL -> true;
      case USER, SYSTEM, OUTPUT -> false;
    };
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The channel of this label, in any case.
  public static Optional<Channel> of(String label) {
    return Arrays.stream(values()).filter(it -> it.label().equalsIgnoreCase(label)).findFirst();
  }
}
