package io.sextant.atlas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The index of releases that MITRE publishes beside them (`manifest.yaml`, from 2026.05 on): which
/// there are, and where each lies in which format.
public final class ReleaseManifest {
  private final List<Entry> entries;
  private final List<Issue> issues;

  private ReleaseManifest(List<Entry> entries, List<Issue> issues) {
    this.entries = List.copyOf(entries);
    this.issues = List.copyOf(issues);
  }

  /// A release and the place of its newest format, as the manifest writes it.
  public record Entry(ReleaseId id, String formatVersion, String path) {}

  /// Whether a file of that name is a manifest.
  public static boolean isManifest(String fileName) {
    String name = fileName.substring(fileName.replace('\\', '/').lastIndexOf('/') + 1);
    return name.equals("manifest.yaml") || name.equals("manifest.yml");
  }

  public static ReleaseManifest read(byte[] bytes, String fileName) {
    IssueLog log = new IssueLog(fileName);
    List<Entry> entries = new ArrayList<>();
    YamlText.parse(bytes, log)
        .ifPresent(root -> {
          for (Node node : list(root)) {
            Fields.of(node, "release", log).flatMap(f -> entry(f, log)).ifPresent(entries::add);
          }
        });
    if (entries.isEmpty() && !log.failed()) {
      log.error(
          "SX-ATLAS-026",
          Optional.empty(),
          "the manifest names no release",
          "Expected a list of {release, release-date, versions: [{format-version, path}]}.");
    }
    return new ReleaseManifest(log.failed() ? List.of() : entries, log.issues());
  }

  /// The releases, as the manifest orders them.
  public List<Entry> entries() {
    return entries;
  }

  public List<Issue> issues() {
    return issues;
  }

  /// The entry of a release, or of the newest one.
  public Optional<Entry> find(Optional<ReleaseId> id) {
    return id.isPresent()
        ? entries.stream().filter(entry -> entry.id().equals(id.get())).findFirst()
        : entries.stream().max(Comparator.comparing(Entry::id, ReleaseId.BY_AGE));
  }

  /// The list of releases: the document itself, or the first list in it.
  private static List<Node> list(Node root) {
    if (root instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    if (root instanceof MappingNode mapping) {
      return mapping.getValue().stream()
          .map(tuple -> tuple.getValueNode())
          .filter(SequenceNode.class::isInstance)
          .map(SequenceNode.class::cast)
          .findFirst()
          .map(SequenceNode::getValue)
          .orElse(List.of());
    }
    return List.of();
  }

  private static Optional<Entry> entry(Fields fields, IssueLog log) {
    Optional<ReleaseId> id = fields.requiredText("release").flatMap(ReleaseId::parse);
    List<Entry> versions = new ArrayList<>();
    for (Node node : fields.list("versions")) {
      Optional<Fields> version = Fields.of(node, "version", log);
      if (id.isPresent() && version.isPresent()) {
        version
            .get()
            .requiredText("path")
            .filter(path -> inside(path, version.get(), log))
            .ifPresent(path ->
                versions.add(
                    new Entry(id.get(), version.get().text("format-version").orElse(""), path)));
      }
    }
    return versions.stream().max(Comparator.comparing(Entry::formatVersion, ReleaseId.NATURAL));
  }

  /// Whether a path stays below the manifest's own place; the file may come from anywhere.
  private static boolean inside(String path, Fields fields, IssueLog log) {
    boolean inside =
        !path.startsWith("/")
            && path.indexOf(':') < 0
            && path.indexOf('\\') < 0
            && !List.of(path.split("/", -1)).contains("..");
    if (!inside) {
      log.error(
          "SX-ATLAS-026",
          fields.node(),
          "the path " + IssueLog.quote(path) + " leads out of the manifest's folder",
          "Give a path below it.");
    }
    return inside;
  }
}
