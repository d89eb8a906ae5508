package io.sextant.atlas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// All releases at hand: the built-in catalogue, and those imported into a folder. Where both have
/// a tag the imported one is taken, for its full text.
///
/// Thread-safe. A release is read when first asked for and then kept; the folder is listed at every
/// question about what is there, so that an import by another process is seen.
public final class AtlasLibrary {
  private final Catalogue catalogue = new Catalogue();
  private final Optional<ReleaseFolder> folder;
  private final Optional<OverlayFolder> overlays;
  private final Map<ReleaseId, ReleaseIndex> builtIn = new ConcurrentHashMap<>();
  private final Map<ReleaseId, ReleaseIndex> imported = new ConcurrentHashMap<>();
  private final Map<ReleaseId, List<Issue>> unreadable = new ConcurrentHashMap<>();
  private final Map<ReleaseId, Overlaid> overlaid = new ConcurrentHashMap<>();
  private final Summaries summaries = Summaries.load();

  private AtlasLibrary(Optional<ReleaseFolder> folder, Optional<OverlayFolder> overlays) {
    this.folder = folder;
    this.overlays = overlays;
  }

  /// A release with overlays on it.
  ///
  /// @param from what it was made of, to tell whether it still holds
  private record Overlaid(ReleaseIndex base, List<Overlay> from, OverlayMerge.Merged merged) {}

  /// The catalogue alone.
  public static AtlasLibrary builtIn() {
    return new AtlasLibrary(Optional.empty(), Optional.empty());
  }

  /// The catalogue and the releases in a folder, which need not exist yet.
  public static AtlasLibrary open(Path folder) {
    return new AtlasLibrary(Optional.of(new ReleaseFolder(folder)), Optional.empty());
  }

  /// The same, with the overlays in another folder, which need not exist yet either, on every
  /// release.
  public static AtlasLibrary open(Path folder, Path overlays) {
    return new AtlasLibrary(
        Optional.of(new ReleaseFolder(folder)), Optional.of(new OverlayFolder(overlays)));
  }

  /// A release outside of any library, with Sextant's sentences about its objects.
  public static ReleaseIndex index(Release release) {
    return new ReleaseIndex(Summaries.load().join(release));
  }

  /// The tags of all releases at hand, newest first.
  public List<ReleaseId> releases() {
    Set<ReleaseId> ids = new LinkedHashSet<>(catalogue.releases());
    ids.addAll(importedIds());
    return ids.stream()
        .sorted(Comparator.comparing(this::date).thenComparing(ReleaseId::tag).reversed())
        .toList();
  }

  /// A release by its tag; empty when it is not at hand, or its file can no longer be read (then
  /// [#problems] says why).
  public Optional<ReleaseIndex> release(ReleaseId id) {
    return imported(id).or(() -> builtIn(id)).map(this::overlaid);
  }

  /// The release that a person made current ([#makeCurrent]), else the newest by date.
  public ReleaseIndex current() {
    return chosen().flatMap(this::release).orElseGet(this::newest);
  }

  /// Makes a release the current one.
  ///
  /// @return whether it is at hand, and nobody else was writing
  /// @throws UncheckedIOException when the folder cannot be written
  public synchronized boolean makeCurrent(ReleaseId id) {
    if (release(id).isEmpty()) {
      return false;
    }
    try {
      return target()
          .locked(() -> {
            target().makeCurrent(id);
            return true;
          })
          .orElse(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The overlays that hold; those with errors are left out.
  public List<Overlay> overlays() {
    return overlays.map(files -> files.content().overlays()).orElse(List.of());
  }

  /// What is wrong with the overlays: in their files, and against a release.
  public List<Issue> overlayIssues(ReleaseIndex index) {
    List<Issue> issues =
        new ArrayList<>(overlays.map(files -> files.content().issues()).orElse(List.of()));
    issues.addAll(OverlayMerge.merge(index, overlays()).issues());
    return List.copyOf(issues);
  }

  /// When the overlays changed last; empty when there are none.
  public Optional<Instant> overlaysChanged() {
    return overlays.flatMap(files -> files.content().changed());
  }

  private ReleaseIndex overlaid(ReleaseIndex base) {
    List<Overlay> from = overlays();
    if (from.isEmpty()) {
      return base;
    }
    ReleaseId id = base.release().id();
    Overlaid known = overlaid.get(id);
    if (known == null || known.base() != base || !known.from().equals(from)) {
      known = new Overlaid(base, from, OverlayMerge.merge(base, from));
      overlaid.put(id, known);
    }
    return known.merged().index();
  }

  private ReleaseFolder target() {
    return folder.orElseThrow(() -> new IllegalStateException("this library has no folder"));
  }

  private Optional<ReleaseId> chosen() {
    try {
      return folder.isEmpty() ? Optional.empty() : folder.get().current();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ReleaseIndex newest() {
    return releases().stream()
        .map(this::release)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new CatalogueException("the catalogue is empty"));
  }

  /// What is wrong with stored files that could not be read so far, and with overlays.
  public List<Issue> problems() {
    return Stream.concat(
            unreadable.values().stream().flatMap(List::stream),
            overlays.stream().flatMap(files -> files.content().issues().stream()))
        .toList();
  }

  /// Stores a release. The current release stays what it was until [#makeCurrent].
  ///
  /// @param tag names it whatever the file's name and content say
  /// @param replace whether a release of the same tag with other content may be replaced
  /// @throws UncheckedIOException when the folder cannot be written
  public synchronized ImportResult importRelease(
      byte[] bytes, String fileName, Optional<ReleaseId> tag, boolean replace) {
    ReleaseReader.Read read = new ReleaseReader().read(bytes, fileName, tag);
    if (read.release().isEmpty()) {
      return new ImportResult.Refused(read.issues());
    }
    ReleaseIndex index = new ReleaseIndex(summaries.join(read.release().get()));
    ReleaseId current = current().release().id();
    try {
      return target()
          .locked(() -> store(index, bytes, current, replace, read.issues()))
          .orElseGet(() -> new ImportResult.Refused(with(read.issues(), busy(fileName))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ImportResult store(
      ReleaseIndex index, byte[] bytes, ReleaseId current, boolean replace, List<Issue> issues)
      throws IOException {
    ReleaseId id = index.release().id();
    Optional<byte[]> stored = target().read(id);
    if (stored.isPresent() && Arrays.equals(stored.get(), bytes)) {
      return new ImportResult.Unchanged(index, issues);
    }
    if (stored.isPresent() && !replace) {
      return new ImportResult.Conflict(id, with(issues, conflict(id)));
    }
    if (target().current().isEmpty()) {
      target().makeCurrent(current);
    }
    target().write(id, bytes);
    imported.put(id, index);
    unreadable.remove(id);
    return new ImportResult.Stored(index, stored.isPresent(), issues);
  }

  private static List<Issue> with(List<Issue> issues, Issue last) {
    List<Issue> all = new ArrayList<>(issues);
    all.add(last);
    return all;
  }

  private static Issue busy(String fileName) {
    return new Issue(
        "SX-ATLAS-025",
        Issue.Severity.ERROR,
        fileName,
        0,
        0,
        "another import into this folder is under way",
        "Import again when it is done.");
  }

  private static Issue conflict(ReleaseId id) {
    return new Issue(
        "SX-ATLAS-020",
        Issue.Severity.ERROR,
        "ATLAS-" + id + ".yaml",
        0,
        0,
        "release " + id + " is stored already, with other content",
        "Give --replace to take this file instead, or --tag to keep both.");
  }

  private Optional<ReleaseIndex> builtIn(ReleaseId id) {
    if (!catalogue.releases().contains(id)) {
      return Optional.empty();
    }
    return Optional.of(
        builtIn.computeIfAbsent(
            id, known -> new ReleaseIndex(summaries.join(catalogue.read(known)))));
  }

  private Optional<ReleaseIndex> imported(ReleaseId id) {
    if (!importedIds().contains(id)) {
      return Optional.empty();
    }
    ReleaseIndex known = imported.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    return folder.flatMap(files -> load(files, id));
  }

  private synchronized Optional<ReleaseIndex> load(ReleaseFolder files, ReleaseId id) {
    String name = files.path(id).toString();
    try {
      Optional<ReleaseReader.Read> read =
          files.read(id).map(bytes -> new ReleaseReader().read(bytes, name, Optional.of(id)));
      read.filter(found -> found.release().isEmpty())
          .ifPresent(found -> unreadable.put(id, found.issues()));
      Optional<ReleaseIndex> index =
          read.flatMap(ReleaseReader.Read::release)
              .map(release -> new ReleaseIndex(summaries.join(release)));
      index.ifPresent(found -> imported.put(id, found));
      return index;
    } catch (IOException e) {
      unreadable.put(id, List.of(unreadable(name, e)));
      return Optional.empty();
    }
  }

  private static Issue unreadable(String file, IOException cause) {
    return new Issue(
        "SX-ATLAS-022",
        Issue.Severity.ERROR,
        file,
        0,
        0,
        "the stored release cannot be read: " + cause.getMessage(),
        "Import it again with --replace, or remove the file.");
  }

  private List<ReleaseId> importedIds() {
    return folder.map(AtlasLibrary::ids).orElse(List.of());
  }

  private static List<ReleaseId> ids(ReleaseFolder files) {
    try {
      return files.files().keySet().stream().map(ReleaseId::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The date that orders releases: by the tag where that says enough, else by the content.
  private LocalDate date(ReleaseId id) {
    return ReleaseDates.of(id)
        .or(() -> release(id).flatMap(index -> index.release().date()))
        .orElse(LocalDate.EPOCH);
  }
}
