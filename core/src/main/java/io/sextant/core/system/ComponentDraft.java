package io.sextant.core.system;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// A component while its file is read: it names others by what the file calls them.
public final class ComponentDraft {
  final Ref ref;
  final String name;
  final Set<ComponentKind> kinds = EnumSet.noneOf(ComponentKind.class);
  final List<ComponentId> was = new ArrayList<>();
  final List<Ref> stores = new ArrayList<>();
  final List<Ref> processes = new ArrayList<>();
  final List<String> tags = new ArrayList<>();
  final SequencedMap<String, String> properties = new LinkedHashMap<>();
  String description = "";
  Optional<Ref> boundary = Optional.empty();
  Optional<Ref> parent = Optional.empty();
  Optional<String> owner = Optional.empty();
  Exposure exposure = Exposure.UNKNOWN;
  Component.Telemetry telemetry = Component.Telemetry.NONE;

  /// @param ref what its file calls it
  public ComponentDraft(Ref ref, String name) {
    this.ref = ref;
    this.name = name;
  }

  public ComponentDraft kind(ComponentKind kind) {
    kinds.add(kind);
    return this;
  }

  public ComponentDraft was(List<ComponentId> formerIds) {
    was.addAll(formerIds);
    return this;
  }

  public ComponentDraft description(String text) {
    description = text;
    return this;
  }

  public ComponentDraft within(Optional<Ref> around) {
    boundary = around;
    return this;
  }

  public ComponentDraft partOf(Optional<Ref> whole) {
    parent = whole;
    return this;
  }

  public ComponentDraft owner(Optional<String> person) {
    owner = person;
    return this;
  }

  public ComponentDraft exposure(Exposure reach) {
    exposure = reach;
    return this;
  }

  public ComponentDraft telemetry(Component.Telemetry names) {
    telemetry = names;
    return this;
  }

  public ComponentDraft stores(List<Ref> assets) {
    stores.addAll(assets);
    return this;
  }

  public ComponentDraft processes(List<Ref> assets) {
    processes.addAll(assets);
    return this;
  }

  public ComponentDraft tags(List<String> words) {
    tags.addAll(words);
    return this;
  }

  /// A fact about it; nothing is noted when there is no value.
  public ComponentDraft property(String key, Optional<String> value) {
    value.filter(text -> !text.isBlank()).ifPresent(text -> properties.put(key, text));
    return this;
  }
}
