package io.sextant.core.telemetry;

/// The input formats that Sextant reads.
public enum SourceFormat {
  OTLP_LOGS("otlp-logs"),
  OTLP_TRACES("otlp-traces"),
  JSON_LINES("json-lines"),
  BEDROCK("bedrock"),
  AZURE_OPENAI("azure-openai"),
  UNKNOWN("unknown");

  private final String label;

  SourceFormat(String label) {
    this.label = label;
  }

  /// The name used on the command line, in the API and on the pages.
  public String label() {
    return label;
  }

  /// The format with this label; UNKNOWN when there is none.
  public static SourceFormat labelled(String label) {
    for (SourceFormat format : values()) {
      if (format.label.equals(label)) {
        return format;
      }
    }
    return UNKNOWN;
  }
}
