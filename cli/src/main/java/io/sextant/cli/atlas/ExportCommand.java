package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.publish.MispGalaxy;
import io.sextant.atlas.publish.NavigatorLayer;
import io.sextant.atlas.publish.StixBundle;
import io.sextant.atlas.publish.Wiki;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.core.layer.LayerReader;
import io.sextant.core.publish.LayerReport;
import io.sextant.core.publish.ReleaseReport;
import io.sextant.report.Report;
import io.sextant.report.print.ReportFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes a release for other tools.
@Command(
    name = "export",
    description =
        "Writes a release as STIX 2.1, a Navigator layer, a MISP galaxy, CSV, XLSX, PDF, or pages in Markdown or HTML.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  /// Largest layer read, in bytes.
  private static final int MAX_LAYER = 64 << 20;

  /// What can be written.
  enum Shape {
    STIX,
    NAVIGATOR,
    MISP,
    CSV,
    XLSX,
    PDF,
    MARKDOWN,
    HTML
  }

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Mixin private final LibraryOptions options = new LibraryOptions();

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "stix, navigator, misp, csv, xlsx, pdf, markdown or html.")
  private Shape shape = Shape.STIX;

  @Option(
      names = "--release",
      paramLabel = "TAG",
      description = "The release (default: the newest).")
  private Optional<String> release = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "PATH",
      description =
          "The folder for pages, which is made when it is not there; the file for xlsx and pdf (default: standard output).")
  private Optional<Path> output = Optional.empty();

  @Option(
      names = "--case-study",
      paramLabel = "ID",
      description = "With navigator: the cells of one case study.")
  private Optional<String> study = Optional.empty();

  @Option(
      names = "--layer",
      paramLabel = "FILE",
      description =
          "With navigator: an older layer, written anew as format 4.5; with csv, xlsx and pdf: a layer instead of the release.")
  private Optional<String> layer = Optional.empty();

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    requireFitting();
    ReleaseIndex index = options.release(console, release);
    switch (shape) {
      case STIX ->
          Json.document(
              StixBundle.of(index, options.library(console).overlaysChanged()), console.out());
      case NAVIGATOR -> Json.document(layer(index), console.out());
      case MISP -> Json.document(MispGalaxy.of(index), console.out());
      case CSV -> print(report(index, ReleaseReport::techniques), ReportFormat.CSV);
      case XLSX -> print(report(index, ReleaseReport::whole), ReportFormat.XLSX);
      case PDF -> print(report(index, ReleaseReport::whole), ReportFormat.PDF);
      case MARKDOWN -> output.ifPresent(folder -> write(folder, Wiki.markdown(index)));
      case HTML -> output.ifPresent(folder -> write(folder, Wiki.html(index)));
    }
    return ExitCode.DONE.number();
  }

  private void requireFitting() {
    boolean pages = shape == Shape.MARKDOWN || shape == Shape.HTML;
    boolean binary = shape == Shape.XLSX || shape == Shape.PDF;
    if (pages ? output.isEmpty() : output.isPresent() && !binary) {
      throw new ParameterException(
          spec.commandLine(),
          "--output PATH belongs to --format xlsx, pdf, markdown and html; the last two need it");
    }
    if (binary && output.isEmpty() && console.outIsTerminal()) {
      throw new ParameterException(
          spec.commandLine(), "this form is not for a terminal: give --output FILE");
    }
    boolean table = binary || shape == Shape.CSV;
    if ((study.isPresent() && (shape != Shape.NAVIGATOR || layer.isPresent()))
        || (layer.isPresent() && shape != Shape.NAVIGATOR && !table)) {
      throw new ParameterException(
          spec.commandLine(),
          "--case-study belongs to --format navigator; --layer to navigator, csv, xlsx and pdf; one of both");
    }
  }

  /// The report of the layer that was given, else one of the release.
  private Report report(ReleaseIndex index, Function<ReleaseIndex, Report> otherwise) {
    if (layer.isEmpty()) {
      return otherwise.apply(index);
    }
    String file = layer.get();
    LayerReader.Reading reading =
        LayerReader.read(file, new String(bytes(file), StandardCharsets.UTF_8));
    return reading
        .layer()
        .map(read -> LayerReport.of(read, index, ReleaseReport.date(index)))
        .orElseThrow(() ->
            notALayer(
                file,
                reading.issues().stream()
                    .map(issue -> issue.code() + " " + issue.message())
                    .collect(Collectors.joining("; "))));
  }

  private void print(Report report, ReportFormat format) {
    try {
      if (output.isEmpty()) {
        format.print(report, console.out());
        return;
      }
      try (OutputStream file = Files.newOutputStream(output.get())) {
        format.print(report, file);
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.ENVIRONMENT, "cannot write the report: " + e.getMessage(), "");
    }
  }

  private ObjectNode layer(ReleaseIndex index) {
    if (layer.isPresent()) {
      return upgraded(layer.get());
    }
    return study
        .map(typed -> NavigatorLayer.caseStudy(index, caseStudy(index, typed)))
        .orElseGet(() -> NavigatorLayer.frequency(index));
  }

  private static CaseStudy caseStudy(ReleaseIndex index, String typed) {
    for (AtlasObject candidate : index.lookup(typed).candidates()) {
      if (candidate instanceof CaseStudy found) {
        return found;
      }
    }
    throw new CommandFailure(
        ExitCode.BAD_INPUT,
        "release " + index.release().id() + " has no case study '" + typed + "' (SX-ATLAS-033)",
        "See: sextant atlas list case-studies");
  }

  private ObjectNode upgraded(String file) {
    try {
      JsonNode node = new JsonMapper().readTree(bytes(file));
      if (node instanceof ObjectNode object) {
        return NavigatorLayer.upgrade(object);
      }
      throw notALayer(file, "a layer is a JSON object");
    } catch (JacksonException e) {
      throw notALayer(file, Json.problem(e));
    } catch (IllegalArgumentException e) {
      throw notALayer(file, String.valueOf(e.getMessage()));
    }
  }

  private byte[] bytes(String file) {
    try (InputStream in = console.open(file)) {
      byte[] bytes = in.readNBytes(MAX_LAYER + 1);
      if (bytes.length > MAX_LAYER) {
        throw notALayer(file, "it has more than " + MAX_LAYER + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw Console.unreadable(file, e);
    }
  }

  private static CommandFailure notALayer(String file, String why) {
    return new CommandFailure(
        ExitCode.BAD_INPUT, file + " is no Navigator layer (SX-ATLAS-041): " + why, "");
  }

  private void write(Path folder, Map<String, String> pages) {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> page : pages.entrySet()) {
        Files.writeString(folder.resolve(page.getKey()), page.getValue());
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.ENVIRONMENT, "cannot write the pages in " + folder + ": " + e.getMessage(), "");
    }
    console.err().println("wrote " + pages.size() + " files to " + folder);
  }
}
