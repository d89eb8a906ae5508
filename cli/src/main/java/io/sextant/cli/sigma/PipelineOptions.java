package io.sextant.cli.sigma;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.sigma.pipeline.Pipeline;
import io.sextant.sigma.pipeline.PipelineReader;
import io.sextant.sigma.pipeline.Pipelines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The pipelines that a command applies.
final class PipelineOptions {
  @Option(
      names = "--pipeline",
      paramLabel = "NAME|FILE",
      arity = "1",
      description =
          "How events name things: a shipped pipeline (windows, linux, aws, azure, gcp, m365, okta,"
              + " github, kubernetes, otel-genai, bedrock, azure-openai, ai-agent) or a file; may be"
              + " given more than once.")
  private List<String> names = List.of();

  /// Reads them.
  ///
  /// @throws CommandFailure BAD_INPUT when one does not exist or has errors, which were printed
  Pipelines read(Console console) {
    List<Pipeline> pipelines = new ArrayList<>();
    for (String name : names) {
      pipelines.add(Pipelines.shipped(name).orElseGet(() -> file(Path.of(name), console)));
    }
    return Pipelines.of(pipelines);
  }

  private static Pipeline file(Path file, Console console) {
    if (!Files.exists(file)) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT,
          "there is no pipeline " + file,
          "Shipped are " + String.join(", ", Pipelines.SHIPPED) + "; or name a file.");
    }
    try {
      PipelineReader.ReadResult read = PipelineReader.read(file.toString(), Files.readString(file));
      RuleFiles.print(read.issues(), console);
      Optional<Pipeline> pipeline = read.pipeline();
      return pipeline.orElseThrow(
          () -> new CommandFailure(ExitCode.BAD_INPUT, "the pipeline " + file + " has errors", ""));
    } catch (IOException e) {
      throw Console.unreadable(file.toString(), e);
    }
  }
}
