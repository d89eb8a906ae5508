package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ImportResult;
import io.sextant.atlas.Issue;
import io.sextant.atlas.ReleaseCounts;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.compare.Change;
import io.sextant.atlas.compare.ReleaseDiff;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/// Stores an official or custom release with its full text. It becomes the current one only when a
/// person, who was shown what changes, says so.
@Command(
    name = "import",
    description =
        "Imports a release: ATLAS YAML of any shape, a STIX bundle, or MISP clusters; from a file,"
            + " a folder, a git clone or the web.",
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Mixin private final LibraryOptions options = new LibraryOptions();
  @Mixin private final FormatOption format = new FormatOption();

  @Parameters(
      paramLabel = "FILE|DIR|URL",
      description =
          "A file, manifest.yaml, a folder or clone that holds a release, - for standard input, or"
              + " a file:, http: or https: address.")
  private String source = "";

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description =
          "The release this is (default: from the name ATLAS-<tag>.yaml, else from the content); in"
              + " a folder or manifest, the release to take (default: the newest).")
  private Optional<String> tag = Optional.empty();

  @Option(
      names = "--ref",
      paramLabel = "REF",
      description = "Read this tag, branch or commit of the git clone DIR, not its working tree.")
  private Optional<String> ref = Optional.empty();

  @Option(
      names = "--sha256",
      paramLabel = "HEX",
      description = "Refuse the file unless it has this SHA-256 checksum.")
  private Optional<String> sha256 = Optional.empty();

  @Option(
      names = "--replace",
      description = "Replace a stored release of the same tag that has other content.")
  private boolean replace;

  @Option(
      names = {"--make-current", "--yes"},
      description =
          "Make it the current release without asking. Otherwise a person at a terminal is asked,"
              + " and nobody else's current release changes.")
  private boolean makeCurrent;

  ImportCommand(Console console) {
    this.console = console;
  }

  /// What a run of the command came to.
  private record Outcome(
      String word, ReleaseIndex release, String checksum, Comparison comparison, boolean current) {}

  /// The release that was current before, and what the imported one does differently.
  private record Comparison(ReleaseId with, List<Change> changes) {}

  @Override
  public Integer call() {
    Optional<ReleaseId> id = tag.map(this::parseTag);
    ReleaseSource.Content content = new ReleaseSource(console).read(source, id, ref);
    // The fast form of it comes with the second compiler, which a command this short does without.
    CompletableFuture<String> checksum =
        CompletableFuture.supplyAsync(() -> checksum(content.bytes()));
    if (sha256.isPresent()
        && !sha256.get().strip().toLowerCase(Locale.ROOT).equals(checksum.join())) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT,
          content.name()
              + " has the SHA-256 checksum "
              + checksum.join()
              + ", not the one given (SX-ATLAS-028)",
          "Do not use the file unless you know why.");
    }
    AtlasLibrary library = options.library(console);
    try {
      return store(library, content, id.or(content::tag), checksum);
    } catch (UncheckedIOException e) {
      throw new CommandFailure(
          ExitCode.ENVIRONMENT,
          "cannot store the release in " + options.releasesFolder(console) + ": " + e.getCause(),
          "Give a folder that can be written with --data DIR.");
    }
  }

  private int store(
      AtlasLibrary library,
      ReleaseSource.Content content,
      Optional<ReleaseId> id,
      CompletableFuture<String> checksum) {
    ReleaseIndex before = library.current();
    ImportResult result = library.importRelease(content.bytes(), content.name(), id, replace);
    Diagnostics.print(result.issues(), content.bytes(), console);
    return switch (result) {
      case ImportResult.Stored(ReleaseIndex index, boolean replaced, List<Issue> issues) ->
          finish(
              library, replaced ? "replaced" : "imported", before, index, checksum.join(), issues);
      case ImportResult.Unchanged(ReleaseIndex index, List<Issue> issues) ->
          finish(library, "unchanged", before, index, checksum.join(), issues);
      case ImportResult.Conflict(_, List<Issue> issues) ->
          refuse("conflict", checksum.join(), issues);
      case ImportResult.Refused(List<Issue> issues) -> refuse("refused", checksum.join(), issues);
    };
  }

  private ReleaseId parseTag(String text) {
    return ReleaseId.parse(text)
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "--tag '" + text + "' is not a release tag; expected something like 2026.05"));
  }

  private static String checksum(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private int finish(
      AtlasLibrary library,
      String word,
      ReleaseIndex before,
      ReleaseIndex index,
      String checksum,
      List<Issue> issues) {
    ReleaseId id = index.release().id();
    Comparison comparison =
        new Comparison(before.release().id(), ReleaseDiff.between(before, index));
    boolean already = before.release().id().equals(id);
    if (format.format() == OutputFormat.TABLE) {
      summary(word, index, checksum);
      if (!already) {
        ChangeSummary.print(comparison.with(), comparison.changes(), console.out());
      }
    }
    boolean current = already || (wanted(id) && library.makeCurrent(id));
    if (format.format() == OutputFormat.TABLE) {
      console
          .out()
          .println(
              current
                  ? id + " is the current release"
                  : comparison.with()
                      + " stays the current release; to change that: sextant atlas current "
                      + id);
    } else {
      print(document(new Outcome(word, index, checksum, comparison, current)), issues);
    }
    return ExitCode.DONE.number();
  }

  private boolean wanted(ReleaseId id) {
    if (makeCurrent) {
      return true;
    }
    return format.format() == OutputFormat.TABLE
        && !source.equals("-")
        && Question.confirm(console, "Make " + id + " the current release?");
  }

  private void summary(String word, ReleaseIndex index, String checksum) {
    ReleaseCounts counts = ReleaseCounts.of(index.release());
    // Without a formatter, which would load what its locale says of numbers first.
    console
        .out()
        .println(
            word
                + " "
                + index.release().id()
                + ": "
                + counts.tactics()
                + " tactics, "
                + counts.techniques()
                + " techniques, "
                + counts.subtechniques()
                + " sub-techniques, "
                + counts.mitigations()
                + " mitigations, "
                + counts.caseStudies()
                + " case studies");
    console.out().println("SHA-256 " + checksum);
  }

  private int refuse(String outcome, String checksum, List<Issue> issues) {
    if (format.format() != OutputFormat.TABLE) {
      print(Json.object().put("outcome", outcome).put("sha256", checksum), issues);
    }
    return ExitCode.BAD_INPUT.number();
  }

  private static ObjectNode document(Outcome outcome) {
    ObjectNode node = Json.object().put("outcome", outcome.word());
    node.put("sha256", outcome.checksum());
    node.put("current", outcome.current());
    node.set("release", AtlasJson.release(outcome.release().release()));
    ObjectNode compared = node.putObject("comparedWithCurrent");
    compared.put("tag", outcome.comparison().with().tag());
    ObjectNode counts = compared.putObject("counts");
    ChangeSummary.counts(outcome.comparison().changes())
        .forEach((kind, count) -> counts.put(kind.word(), count));
    return node;
  }

  private void print(ObjectNode node, List<Issue> issues) {
    node.set("issues", AtlasJson.issues(issues));
    if (format.format() == OutputFormat.JSON) {
      Json.document(node, console.out());
    } else {
      Json.line(node, console.out());
    }
  }
}
