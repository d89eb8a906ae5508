package io.sextant.atlas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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

/// All releases at hand: the built-in catalogue, and those imported into a folder. Where both have
/// a tag the imported one is taken, for its full text.
///
/// Thread-safe. A release is read when first asked for and then kept; the folder is listed at every
/// question about what is there, so that an import by another process is seen.
public final class AtlasLibrary {
  private final Catalogue catalogue = new Catalogue();
  private final Optional<ReleaseFolder> folder;
  private final Map<ReleaseId, ReleaseIndex> builtIn = new ConcurrentHashMap<>();
  private final Map<ReleaseId, ReleaseIndex> imported = new ConcurrentHashMap<>();
  private final Map<ReleaseId, List<Issue>> unreadable = new ConcurrentHashMap<>();
  private final Summaries summaries = Summaries.load();

  private AtlasLibrary(Optional<ReleaseFolder> folder) {
    this.folder = folder;
  }

  /// The catalogue alone.
  public static AtlasLibrary builtIn() {
    return new AtlasLibrary(Optional.empty());
  }

  /// The catalogue and the releases in a folder, which need not exist yet.
  public static AtlasLibrary open(Path folder) {
    return new AtlasLibrary(Optional.of(new ReleaseFolder(folder)));
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
    return imported(id).or(() -> builtIn(id));
  }

  /// The newest release by date.
  public ReleaseIndex current() {
    return releases().stream()
        .map(this::release)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new CatalogueException("the catalogue is empty"));
  }

  /// What is wrong with stored files that could not be read so far.
  public List<Issue> problems() {
    return unreadable.values().stream().flatMap(List::stream).toList();
  }

  /// Stores a release.
  ///
  /// @param tag names it whatever the file's name and content say
  /// @param replace whether a release of the same tag with other content may be replaced
  /// @throws UncheckedIOException when the folder cannot be written
  public synchronized ImportResult importRelease(
      byte[] bytes, String fileName, Optional<ReleaseId> tag, boolean replace) {
    ReleaseFolder target =
        folder.orElseThrow(() -> new IllegalStateException("this library has no folder"));
    ReleaseReader.Read read = new ReleaseReader().read(bytes, fileName, tag);
    if (read.release().isEmpty()) {
      return new ImportResult.Refused(read.issues());
    }
    ReleaseIndex index = new ReleaseIndex(summaries.join(read.release().get()));
    ReleaseId id = index.release().id();
    try {
      Optional<byte[]> stored = target.read(id);
      if (stored.isPresent() && Arrays.equals(stored.get(), bytes)) {
        return new ImportResult.Unchanged(index, read.issues());
      }
      if (stored.isPresent() && !replace) {
        return new ImportResult.Conflict(id, conflict(read.issues(), fileName, id));
      }
      target.write(id, bytes);
      imported.put(id, index);
      unreadable.remove(id);
      return new ImportResult.Stored(index, stored.isPresent(), read.issues());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Issue> conflict(List<Issue> issues, String fileName, ReleaseId id) {
    List<Issue> all = new ArrayList<>(issues);
    all.add(
        new Issue(
            "SX-ATLAS-020",
            Issue.Severity.ERROR,
            fileName,
            0,
            0,
            "release " + id + " is stored already, with other content",
            "Give --replace to take this file instead, or --tag to keep both."));
    return all;
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
