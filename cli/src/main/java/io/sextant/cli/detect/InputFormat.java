package io.sextant.cli.detect;

import io.sextant.core.telemetry.SourceFormat;
import java.util.Locale;

/// What the files given to `sextant detect` are.
enum InputFormat {
  /// Recognised record by record.
  AUTO(SourceFormat.UNKNOWN),
  OTLP_LOGS(SourceFormat.OTLP_LOGS),
  OTLP_TRACES(SourceFormat.OTLP_TRACES),
  JSON_LINES(SourceFormat.JSON_LINES),
  BEDROCK(SourceFormat.BEDROCK),
  AZURE_OPENAI(SourceFormat.AZURE_OPENAI),
  /// JSON records of any other kind, handed to the rules as they are.
  RAW(SourceFormat.UNKNOWN);

  private final SourceFormat format;

  InputFormat(SourceFormat format) {
    this.format = format;
  }

  SourceFormat format() {
    return format;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
