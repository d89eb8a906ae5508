package io.sextant.cli.atlas;

import io.sextant.atlas.Issue;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseManifest;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.ExitCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds the release file in a folder or clone: what `manifest.yaml` names, else the newest
/// `ATLAS-<tag>.yaml`, else the single file of the older layout, else a STIX bundle, else the
/// clusters of the MISP galaxies.
final class ReleaseFinder {
  private static final Pattern TAGGED =
      Pattern.compile("(?:.*/)?ATLAS-([^/]+)\\.(?:ya?ml|json)", Pattern.CASE_INSENSITIVE);

  /// Names of files without a tag, best first.
  private static final List<String> UNTAGGED =
      List.of("dist/ATLAS.yaml", "ATLAS.yaml", "dist/stix-atlas.json", "stix-atlas.json");

  private static final Set<String> CLUSTERS =
      Set.of("mitre-atlas-attack-pattern.json", "mitre-atlas-course-of-action.json");

  private final FileTree tree;
  private final Optional<ReleaseId> wanted;
  private final Set<String> files;

  ReleaseFinder(FileTree tree, Optional<ReleaseId> wanted) {
    this.tree = tree;
    this.wanted = wanted;
    this.files = Set.copyOf(tree.files());
  }

  /// The release file of the tree.
  ReleaseSource.Content find() {
    Optional<String> path = byManifest().or(this::byTag).or(this::withoutTag);
    if (path.isPresent()) {
      return new ReleaseSource.Content(
          tree.read(path.get()), tree.name(path.get()), tag(path.get()));
    }
    List<String> clusters =
        files.stream()
            .filter(name -> CLUSTERS.contains(name.substring(name.lastIndexOf('/') + 1)))
            .sorted()
            .toList();
    if (clusters.isEmpty()) {
      throw nothing();
    }
    return galaxy(clusters);
  }

  /// The clusters of a galaxy lie in a file each; they make one release together.
  private ReleaseSource.Content galaxy(List<String> clusters) {
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    document.writeBytes("{\"clusters\": [".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < clusters.size(); i++) {
      document.writeBytes((i == 0 ? "\n" : ",\n").getBytes(StandardCharsets.US_ASCII));
      document.writeBytes(tree.read(clusters.get(i)));
    }
    document.writeBytes("]}\n".getBytes(StandardCharsets.US_ASCII));
    return new ReleaseSource.Content(document.toByteArray(), tree.name(clusters.getFirst()));
  }

  private Optional<String> byManifest() {
    Optional<String> manifest =
        files.stream()
            .filter(ReleaseManifest::isManifest)
            .filter(path -> depth(path) < 2)
            .min(Comparator.comparingInt(ReleaseFinder::depth).thenComparing(path -> path));
    return manifest.flatMap(path -> {
      ReleaseManifest read = ReleaseManifest.read(tree.read(path), tree.name(path));
      String folder = path.substring(0, path.lastIndexOf('/') + 1);
      return read.find(wanted)
          .flatMap(entry ->
              List.of(folder + entry.path(), entry.path(), "dist/" + entry.path()).stream()
                  .map(ReleaseFinder::plain)
                  .filter(files::contains)
                  .findFirst());
    });
  }

  private Optional<String> byTag() {
    return files.stream()
        .filter(path -> tagged(path).isPresent())
        .filter(path -> wanted.isEmpty() || wanted.equals(tagged(path)))
        .max(
            Comparator.comparing((String path) -> tagged(path).orElseThrow(), ReleaseId.BY_AGE)
                .thenComparingInt(path -> -depth(path)));
  }

  /// Where files name their tags, a tag asked for is not looked for elsewhere.
  private Optional<String> withoutTag() {
    if (wanted.isPresent() && files.stream().anyMatch(path -> tagged(path).isPresent())) {
      return Optional.empty();
    }
    return UNTAGGED.stream()
        .flatMap(name ->
            files.stream().filter(path -> path.equals(name) || path.endsWith("/" + name)).sorted())
        .findFirst();
  }

  /// The tag that the place of a file tells; of an untagged file the name of the commit.
  private Optional<ReleaseId> tag(String path) {
    if (tagged(path).isPresent()) {
      return tagged(path);
    }
    return switch (tree) {
      case FileTree.GitCommit(_, String ref) ->
          ref.matches("[vV]?\\d[0-9.]*") ? ReleaseId.parse(ref) : Optional.empty();
      case FileTree.Folder _ -> Optional.empty();
    };
  }

  private static Optional<ReleaseId> tagged(String path) {
    Matcher matcher = TAGGED.matcher(path);
    return matcher.matches() ? ReleaseId.parse(matcher.group(1)) : Optional.empty();
  }

  private static int depth(String path) {
    return (int) path.chars().filter(c -> c == '/').count();
  }

  private static String plain(String path) {
    return path.replace("/./", "/").replaceFirst("^\\./", "");
  }

  private CommandFailure nothing() {
    String known =
        files.stream()
            .flatMap(path -> tagged(path).stream())
            .sorted(ReleaseId.BY_AGE)
            .map(ReleaseId::tag)
            .distinct()
            .collect(Collectors.joining(", "));
    return new CommandFailure(
        ExitCode.BAD_INPUT,
        "there is no release "
            + wanted.map(id -> id.tag() + " ").orElse("")
            + "in "
            + tree.name("")
            + " (SX-ATLAS-026)",
        known.isEmpty()
            ? "Expected manifest.yaml, ATLAS-<tag>.yaml, dist/ATLAS.yaml or stix-atlas.json."
            : "There are: " + known);
  }

  /// What a manifest fetched from elsewhere says about the place of its file.
  static String pathOf(ReleaseManifest manifest, Optional<ReleaseId> wanted, String source) {
    return manifest
        .find(wanted)
        .map(ReleaseManifest.Entry::path)
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.BAD_INPUT,
                source
                    + " names no release"
                    + wanted.map(id -> " " + id.tag()).orElse("")
                    + " (SX-ATLAS-026)",
                manifest.issues().isEmpty()
                    ? "It names: "
                        + manifest.entries().stream()
                            .map(entry -> entry.id().tag())
                            .collect(Collectors.joining(", "))
                    : manifest.issues().stream()
                        .map(Issue::message)
                        .collect(Collectors.joining("; "))));
  }
}
