package io.sextant.atlas;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads a release file of any shape: flat (3.x), matrices (4.0 to 5.6.1), format 6 (2026.05 on),
/// STIX bundles and clusters of MISP galaxies; YAML or JSON. Pure and thread-safe.
///
/// Whatever a person can still read is read and noticed as a WARNING; an ERROR means that the
/// content would be guessed. All problems of a file are reported at once.
public final class ReleaseReader {
  private static final Pattern FILE_NAME =
      Pattern.compile("ATLAS-(.+)\\.(?:ya?ml|json)", Pattern.CASE_INSENSITIVE);

  /// A release when the file has no ERROR, and everything there is to say about the file.
  public record Read(Optional<Release> release, List<Issue> issues) {
    public Read {
      issues = List.copyOf(issues);
    }
  }

  /// Reads a file whose tag comes from its name (`ATLAS-<tag>.yaml`), else from its content.
  public Read read(byte[] bytes, String fileName) {
    return read(bytes, fileName, Optional.empty());
  }

  /// Reads a file; `tag`, when given, names the release whatever its name and content say.
  public Read read(byte[] bytes, String fileName, Optional<ReleaseId> tag) {
    IssueLog log = new IssueLog(fileName);
    Optional<Node> document =
        JsonText.looksSo(bytes) ? JsonText.parse(bytes, log) : YamlText.parse(bytes, log);
    Optional<Release> release =
        document
            .flatMap(node -> Fields.of(node, "release", log))
            .flatMap(root -> read(root, fileName, tag, log));
    return new Read(log.failed() ? Optional.empty() : release, log.issues());
  }

  private static Optional<Release> read(
      Fields root, String fileName, Optional<ReleaseId> tag, IssueLog log) {
    Draft draft = new Draft();
    Optional<Shape> shape = shape(root, draft, log);
    if (shape.isEmpty()) {
      return Optional.empty();
    }
    String innerVersion = shape.get().innerVersion();
    Optional<Fields> collection =
        shape.get().sure() ? root.fields("collection", "collection") : Optional.empty();
    Optional<ReleaseId> id = tag(fileName, tag, innerVersion, shape.get().sure(), log);
    ReleaseAssembler assembler = new ReleaseAssembler(draft, log);
    List<Tactic> tactics = assembler.tactics();
    List<Technique> techniques = assembler.techniques();
    List<Mitigation> mitigations = assembler.mitigations();
    List<CaseStudy> studies = assembler.caseStudies();
    if (tactics.isEmpty() || techniques.isEmpty()) {
      log.error(
          "SX-ATLAS-004",
          root.node(),
          "the file holds " + tactics.size() + " tactics and " + techniques.size() + " techniques",
          "A release has at least one of each.");
    }
    return id.map(found ->
        new Release(
            found,
            innerVersion,
            shape.get().format(),
            Release.Origin.IMPORTED,
            date(found, collection, tactics, techniques),
            tactics,
            techniques,
            mitigations,
            studies,
            draft.asWritten(),
            log.issues()));
  }

  /// How a file was read.
  ///
  /// @param sure whether the version inside is the tag; before format 6 it may be the predecessor's
  private record Shape(String format, String innerVersion, boolean sure) {}

  private static Optional<Shape> shape(Fields root, Draft draft, IssueLog log) {
    if (root.has("format-version")) {
      return Optional.of(format6(root, draft, log));
    }
    if (root.has("matrices")) {
      new LegacyShape(draft, log).readMatrices(root);
      return Optional.of(new Shape("matrices", root.text("version").orElse(""), false));
    }
    if (root.has("tactics") && root.has("techniques")) {
      new LegacyShape(draft, log).readFlat(root);
      return Optional.of(new Shape("flat", root.text("version").orElse(""), false));
    }
    if (root.has("objects") && root.text("type").filter("bundle"::equals).isPresent()) {
      String version = new StixShape(draft, log).read(root).orElse("");
      return Optional.of(new Shape("stix", version, true));
    }
    if (root.has("clusters") || MispShape.isCluster(root)) {
      new MispShape(draft, log).read(root);
      return Optional.of(new Shape("misp", "", true));
    }
    log.error(
        "SX-ATLAS-004",
        root.node(),
        "this is no ATLAS release: expected 'format-version', 'matrices', or 'tactics' and"
            + " 'techniques' at the top level, a STIX bundle or a MISP cluster",
        "Release files are ATLAS-<tag>.yaml in the dist folder of the atlas-data repository.");
    return Optional.empty();
  }

  private static Shape format6(Fields root, Draft draft, IssueLog log) {
    String format = root.text("format-version").orElse("");
    if (!format.startsWith("6.")) {
      log.warning(
          "SX-ATLAS-016",
          root.node(),
          "format " + IssueLog.quote(format) + " is not known; it is read as format 6",
          "Compare the counts of 'sextant atlas releases' with the publisher's.");
    }
    new V6Shape(draft, log).read(root);
    String version =
        root.fields("collection", "collection")
            .flatMap(fields -> fields.text("version"))
            .orElse("");
    return new Shape(format, version, true);
  }

  private static Optional<ReleaseId> tag(
      String fileName,
      Optional<ReleaseId> explicit,
      String innerVersion,
      boolean sure,
      IssueLog log) {
    Optional<ReleaseId> named = explicit.or(() -> tagOfName(fileName));
    Optional<ReleaseId> inner = ReleaseId.parse(innerVersion);
    if (named.isPresent()) {
      if (!innerVersion.isEmpty() && !named.equals(inner)) {
        log.warning(
            "SX-ATLAS-014",
            "the file calls itself version "
                + IssueLog.quote(innerVersion)
                + "; it is kept as "
                + named.get(),
            "The tag names a release; official files 4.0.1, 4.5.2 and 5.6.1 carry their"
                + " predecessor's version.");
      }
      return named;
    }
    if (inner.isEmpty()) {
      log.error(
          "SX-ATLAS-005",
          Optional.empty(),
          "neither the name of the file nor its content tells which release it is",
          "Name it ATLAS-<tag>.yaml, or give --tag.");
    } else if (!sure) {
      log.warning(
          "SX-ATLAS-014",
          "the tag " + inner.get() + " was taken from the version inside the file",
          "Before format 6 that field may be the predecessor's; give --tag to be sure.");
    }
    return inner;
  }

  /// The tag in a name such as `ATLAS-5.6.1.yaml`.
  static Optional<ReleaseId> tagOfName(String fileName) {
    String name = fileName.substring(fileName.replace('\\', '/').lastIndexOf('/') + 1);
    Matcher matcher = FILE_NAME.matcher(name);
    return matcher.matches() ? ReleaseId.parse(matcher.group(1)) : Optional.empty();
  }

  private static Optional<LocalDate> date(
      ReleaseId id, Optional<Fields> collection, List<Tactic> tactics, List<Technique> techniques) {
    Optional<LocalDate> stated =
        collection
            .flatMap(fields -> fields.text("modified-date"))
            .flatMap(ReleaseReader::parseDate);
    return stated
        .or(() -> ReleaseDates.of(id))
        .or(() ->
            Stream.concat(tactics.stream(), techniques.stream())
                .flatMap(object -> object.dates().modified().stream())
                .max(LocalDate::compareTo));
  }

  private static Optional<LocalDate> parseDate(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
