package io.sextant.core.system.trust;

import io.sextant.core.system.ComponentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How an influence comes to a component: from where, and through what. Immutable; paths that begin
/// alike share their beginning, so that those of long chains stay small.
public final class Path {
  /// As many components as people read of a long path; its middle is counted.
  private static final int SHOWN = 12;

  private final Influence influence;
  private final ComponentId at;
  private final Optional<Path> before;
  private final String why;
  private final int length;

  /// @param why what makes a component a source; empty further on
  private Path(Influence influence, ComponentId at, Optional<Path> before, String why) {
    this.influence = influence;
    this.at = at;
    this.before = before;
    this.why = why;
    this.length = 1 + before.map(Path::length).orElse(0);
  }

  static Path from(ComponentId source, Influence influence, String why) {
    return new Path(influence, source, Optional.empty(), why);
  }

  /// One component further, where the influence may have become another.
  Path on(ComponentId next, Influence becomes) {
    return new Path(becomes, next, Optional.of(this), why);
  }

  /// What comes along it, as it arrives.
  public Influence influence() {
    return influence;
  }

  /// How many components it has.
  public int length() {
    return length;
  }

  /// What makes the first one a source.
  public String why() {
    return why;
  }

  /// Whether it has a component.
  boolean through(ComponentId id) {
    Optional<Path> here = Optional.of(this);
    while (here.isPresent()) {
      if (here.get().at.equals(id)) {
        return true;
      }
      here = here.get().before;
    }
    return false;
  }

  /// The source first, the component that it leads to last.
  public List<ComponentId> components() {
    List<ComponentId> back = new ArrayList<>(length);
    Optional<Path> here = Optional.of(this);
    while (here.isPresent()) {
      back.add(here.get().at);
      here = here.get().before;
    }
    return List.copyOf(back.reversed());
  }

  public ComponentId source() {
    return components().getFirst();
  }

  /// `partner → intake → index`.
  public String shown() {
    List<ComponentId> all = components();
    if (length <= SHOWN) {
      return joined(all);
    }
    int half = SHOWN / 2;
    return joined(all.subList(0, half))
        + " → … "
        + (length - SHOWN)
        + " more … → "
        + joined(all.subList(length - half, length));
  }

  private static String joined(List<ComponentId> ids) {
    return ids.stream().map(ComponentId::value).collect(Collectors.joining(" → "));
  }

  @Override
  public String toString() {
    return influence.word() + ": " + shown();
  }
}
