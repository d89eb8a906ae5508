package io.sextant.core.system.trust;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How people can act on a component through what flows to it.
public enum Influence {
  /// Somebody outside types, uploads, sends or shows something to it.
  OUTSIDER("an outsider's own input"),
  /// One of the organisation's own people does.
  USER("a user's own input"),
  /// It reads what one of them stored, for all who ask it.
  SHARED("what other users write"),
  /// It reads content that somebody outside wrote earlier or elsewhere.
  CONTENT("content that outsiders write"),
  /// It is made of data, models, packages or tools that come from outside.
  SUPPLY("what outside suppliers made");

  private final String meaning;

  Influence(String meaning) {
    this.meaning = meaning;
  }

  /// One phrase for people.
  public String meaning() {
    return meaning;
  }

  /// As rules write it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The influence that rules write so.
  public static Optional<Influence> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
