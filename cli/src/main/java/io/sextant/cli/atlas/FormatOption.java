package io.sextant.cli.atlas;

import io.sextant.cli.OutputFormat;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `--format table|json|jsonl`.
final class FormatOption {
  private static final Set<OutputFormat> OFFERED =
      EnumSet.of(OutputFormat.TABLE, OutputFormat.JSON, OutputFormat.JSONL);

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec command;

  private OutputFormat format = OutputFormat.TABLE;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, json or jsonl (default: table).")
  void format(OutputFormat wanted) {
    wanted.require(OFFERED, command);
    format = wanted;
  }

  OutputFormat format() {
    return format;
  }
}
