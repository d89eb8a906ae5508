package io.sextant.core.telemetry;

import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells from a record's keys which form it has.
final class RecordForm {
  private RecordForm() {}

  static SourceFormat of(ObjectNode record) {
    if (record.has("resourceSpans") || record.has("resource_spans")) {
      return SourceFormat.OTLP_TRACES;
    }
    if (record.has("resourceLogs") || record.has("resource_logs")) {
      return SourceFormat.OTLP_LOGS;
    }
    if (record.has("logsource")) {
      return SourceFormat.JSON_LINES;
    }
    if (isBedrock(record)) {
      return SourceFormat.BEDROCK;
    }
    if (AzureMapping.recognises(record)) {
      return SourceFormat.AZURE_OPENAI;
    }
    boolean named = record.propertyStream().anyMatch(entry -> isOurs(entry.getKey()));
    return named ? SourceFormat.JSON_LINES : SourceFormat.UNKNOWN;
  }

  private static boolean isBedrock(ObjectNode record) {
    boolean bodies = record.path("input").isObject() || record.path("output").isObject();
    return record.path("schemaType").asString("").equals("ModelInvocationLog")
        || (record.has("modelId") && record.has("operation") && bodies);
  }

  private static boolean isOurs(String name) {
    return name.equals("gen_ai")
        || name.startsWith("gen_ai.")
        || name.startsWith("mcp.")
        || name.startsWith("predict.")
        || name.startsWith("registry.")
        || name.startsWith("training.")
        || name.startsWith("dataset.")
        || name.startsWith("llm.")
        || name.startsWith("traceloop.")
        || name.startsWith("openinference.");
  }

  /// Why a record is refused, with the nearest guess of what it is.
  static BadRecord unknown(JsonNode record) {
    return new BadRecord(
        Codes.UNKNOWN_FORMAT,
        "no known form: expected OTLP/JSON, a record with 'logsource' or gen_ai.* fields, a Bedrock"
            + " invocation log, or an Azure gateway log; "
            + guess(record));
  }

  private static final Map<String, String> TELLTALES =
      Map.ofEntries(
          Map.entry("eventsource", "an AWS CloudTrail record, which has no prompts in it"),
          Map.entry("eventid", "a Windows event, which only --input raw passes to rules"),
          Map.entry("event", "a Windows event, which only --input raw passes to rules"),
          Map.entry("messages", "a chat request as sent to a model, without its log record"),
          Map.entry("choices", "a chat response of a model, without its log record"),
          Map.entry("traceid", "a single span, not wrapped in 'resourceSpans'"),
          Map.entry("trace_id", "a single span, not wrapped in 'resourceSpans'"),
          Map.entry("resourcemetrics", "OTLP metrics, which are not read"),
          Map.entry("resourceid", "an Azure resource log of a category that is not read"),
          Map.entry("specversion", "a CloudEvent, which is not read"),
          Map.entry("class_uid", "an OCSF event, which is not read"),
          Map.entry("ecs", "an ECS document, which is not read"));

  private static String guess(JsonNode record) {
    for (String name : record.propertyNames()) {
      String telltale = TELLTALES.get(name.toLowerCase(Locale.ROOT));
      if (telltale != null) {
        return "this looks like " + telltale;
      }
    }
    return record.isEmpty()
        ? "this has no keys"
        : "its first key is '" + Excerpts.of(record.propertyNames().iterator().next(), 40) + "'";
  }
}
