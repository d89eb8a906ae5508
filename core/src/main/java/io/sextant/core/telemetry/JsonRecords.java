package io.sextant.core.telemetry;

import io.sextant.core.telemetry.Event.Original;
import io.sextant.core.telemetry.EventAssembler.Sent;
import io.sextant.sigma.LogSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes an event of one JSON record of any form but OTLP's: recognises the form and hands the
/// record to the mapping for it.
final class JsonRecords {
  private final Conventions conventions;
  private final EventAssembler assembler;
  private final OwnForm ownForm;
  private final BedrockMapping bedrock;
  private final AzureMapping azure;

  JsonRecords(JsonText json, Conventions conventions, EventAssembler assembler) {
    this.conventions = conventions;
    this.assembler = assembler;
    this.ownForm = new OwnForm();
    this.bedrock = new BedrockMapping(conventions.messages());
    this.azure = new AzureMapping(json, conventions.messages());
  }

  /// What a mapping makes of a record: the category, the service (empty when the provider tells
  /// it), and when it happened; the fields are in the draft.
  record Mapped(Category category, String service, Sent sent) {}

  /// An event of a record in the given form.
  ///
  /// @throws BadRecord when it does not fit
  Event read(ObjectNode record, SourceFormat format, Original original) {
    LogSource source = source(record, format);
    if (OwnForm.isForeign(source)) {
      return assembler.other(OwnForm.untouched(record), source, OwnForm.sent(record), original);
    }
    Draft draft = new Draft();
    Mapped mapped = map(record, format, source, draft);
    return assembler.ai(draft, mapped.category(), mapped.service(), mapped.sent(), original);
  }

  /// An event of a record found inside a log record; empty when its form is unknown. What the
  /// record does not say, its wrapping does.
  ///
  /// @throws BadRecord when the form is known and the record does not fit
  Optional<Event> embedded(ObjectNode record, Draft common, Sent wrapping, Original original) {
    SourceFormat format = RecordForm.of(record);
    if (format == SourceFormat.UNKNOWN
        || (format == SourceFormat.JSON_LINES && !record.has("logsource"))) {
      return Optional.empty();
    }
    LogSource source = source(record, format);
    if (OwnForm.isForeign(source)) {
      Sent sent = OwnForm.sent(record).or(wrapping);
      return Optional.of(assembler.other(OwnForm.untouched(record), source, sent, original));
    }
    Draft draft = new Draft(common);
    Mapped mapped = map(record, format, source, draft);
    Sent sent = mapped.sent().or(wrapping);
    return Optional.of(assembler.ai(draft, mapped.category(), mapped.service(), sent, original));
  }

  /// What a record says it is about; only our own form says it in this way.
  private static LogSource source(ObjectNode record, SourceFormat format) {
    return format == SourceFormat.JSON_LINES ? OwnForm.logSource(record) : LogSource.ANY;
  }

  private Mapped map(ObjectNode record, SourceFormat format, LogSource source, Draft draft) {
    return switch (format) {
      case JSON_LINES -> settled(draft, ownForm.fill(record, source, draft));
      case BEDROCK -> settledAs(draft, bedrock.fill(record, draft));
      case AZURE_OPENAI -> settledAs(draft, azure.fill(record, draft));
      case OTLP_LOGS, OTLP_TRACES, UNKNOWN -> throw RecordForm.unknown(record);
    };
  }

  private Mapped settledAs(Draft draft, Mapped mapped) {
    conventions.settle(draft);
    return mapped;
  }

  /// In our own form the fields tell the category when the record does not.
  private Mapped settled(Draft draft, OwnForm.Header header) {
    conventions.settle(draft);
    Category category =
        header
            .category()
            .or(() -> Category.of(draft.fields()))
            .orElseThrow(() ->
                new BadRecord(
                    Codes.BAD_FIELD,
                    "expected 'logsource.category' or a field of an AI system, found neither"));
    return new Mapped(category, header.service(), header.sent());
  }

  /// Whether a value is there and says something.
  static boolean says(JsonNode value) {
    return !value.isMissingNode()
        && !value.isNull()
        && !(value.isString() && value.stringValue().isEmpty());
  }
}
