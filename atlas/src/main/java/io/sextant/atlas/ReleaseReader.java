package io.sextant.atlas;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads a release file of any shape: flat (3.x), matrices (4.0 to 5.6.1) and format 6 (2026.05
/// on). Pure and thread-safe.
///
/// Whatever a person can still read is read and noticed as a WARNING; an ERROR means that the
/// content would be guessed. All problems of a file are reported at once.
public final class ReleaseReader {
  private static final Pattern FILE_NAME =
      Pattern.compile("ATLAS-(.+)\\.ya?ml", Pattern.CASE_INSENSITIVE);

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
    Optional<Release> release =
        YamlText.parse(bytes, log)
            .flatMap(node -> Fields.of(node, "release", log))
            .flatMap(root -> read(root, fileName, tag, log));
    return new Read(log.failed() ? Optional.empty() : release, log.issues());
  }

  private static Optional<Release> read(
      Fields root, String fileName, Optional<ReleaseId> tag, IssueLog log) {
    Draft draft = new Draft();
    Optional<String> format = shape(root, draft, log);
    if (format.isEmpty()) {
      return Optional.empty();
    }
    boolean v6 = root.has("format-version");
    Optional<Fields> collection = v6 ? root.fields("collection", "collection") : Optional.empty();
    String innerVersion =
        (v6 ? collection.flatMap(fields -> fields.text("version")) : root.text("version"))
            .orElse("");
    Optional<ReleaseId> id = tag(fileName, tag, innerVersion, v6, log);
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
            format.get(),
            Release.Origin.IMPORTED,
            date(found, collection, tactics, techniques),
            tactics,
            techniques,
            mitigations,
            studies,
            draft.asWritten(),
            log.issues()));
  }

  private static Optional<String> shape(Fields root, Draft draft, IssueLog log) {
    if (root.has("format-version")) {
      String format = root.text("format-version").orElse("");
      if (!format.startsWith("6.")) {
        log.warning(
            "SX-ATLAS-016",
            root.node(),
            "format " + IssueLog.quote(format) + " is not known; it is read as format 6",
            "Compare the counts of 'sextant atlas releases' with the publisher's.");
      }
      new V6Shape(draft, log).read(root);
      return Optional.of(format);
    }
    if (root.has("matrices")) {
      new LegacyShape(draft, log).readMatrices(root);
      return Optional.of("matrices");
    }
    if (root.has("tactics") && root.has("techniques")) {
      new LegacyShape(draft, log).readFlat(root);
      return Optional.of("flat");
    }
    log.error(
        "SX-ATLAS-004",
        root.node(),
        "this is no ATLAS release: expected 'format-version', 'matrices', or 'tactics' and"
            + " 'techniques' at the top level",
        "Release files are ATLAS-<tag>.yaml in the dist folder of the atlas-data repository.");
    return Optional.empty();
  }

  private static Optional<ReleaseId> tag(
      String fileName,
      Optional<ReleaseId> explicit,
      String innerVersion,
      boolean v6,
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
    } else if (!v6) {
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
