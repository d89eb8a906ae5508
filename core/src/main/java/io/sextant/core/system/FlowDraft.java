package io.sextant.core.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A flow while its file is read: it names components and assets by what the file calls them.
public final class FlowDraft {
  final Ref ref;
  final String name;
  final Ref from;
  final Ref to;
  final List<Ref> assets = new ArrayList<>();
  final List<String> tags = new ArrayList<>();
  final SequencedMap<String, String> properties = new LinkedHashMap<>();
  String description = "";
  boolean bothWays;
  Optional<String> protocol = Optional.empty();
  Optional<Boolean> encrypted = Optional.empty();
  Optional<Boolean> authenticated = Optional.empty();

  /// @param ref what its file calls it
  public FlowDraft(Ref ref, String name, Ref from, Ref to) {
    this.ref = ref;
    this.name = name;
    this.from = from;
    this.to = to;
  }

  public FlowDraft description(String text) {
    description = text;
    return this;
  }

  public FlowDraft bothWays(boolean both) {
    bothWays = both;
    return this;
  }

  public FlowDraft assets(List<Ref> carried) {
    assets.addAll(carried);
    return this;
  }

  public FlowDraft protocol(Optional<String> word) {
    protocol = word.filter(text -> !text.isBlank());
    return this;
  }

  public FlowDraft encrypted(Optional<Boolean> known) {
    encrypted = known;
    return this;
  }

  public FlowDraft authenticated(Optional<Boolean> known) {
    authenticated = known;
    return this;
  }

  public FlowDraft tags(List<String> words) {
    tags.addAll(words);
    return this;
  }

  /// A fact about it; nothing is noted when there is no value.
  public FlowDraft property(String key, Optional<String> value) {
    value.filter(text -> !text.isBlank()).ifPresent(text -> properties.put(key, text));
    return this;
  }
}
