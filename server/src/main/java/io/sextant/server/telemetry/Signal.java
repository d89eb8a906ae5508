package io.sextant.server.telemetry;

import com.google.protobuf.MessageLite;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.metrics.v1.Metric;

/// The kinds of telemetry that OTLP carries.
enum Signal {
  LOGS("/v1/logs", "opentelemetry.proto.collector.logs.v1.LogsService", "rejectedLogRecords"),
  TRACES("/v1/traces", "opentelemetry.proto.collector.trace.v1.TraceService", "rejectedSpans"),
  METRICS(
      "/v1/metrics",
      "opentelemetry.proto.collector.metrics.v1.MetricsService",
      "rejectedDataPoints");

  private final String path;
  private final String service;
  private final String rejectedField;

  Signal(String path, String service, String rejectedField) {
    this.path = path;
    this.service = service;
    this.rejectedField = rejectedField;
  }

  /// Where OTLP/HTTP sends it.
  String path() {
    return path;
  }

  /// The gRPC service that takes it.
  String service() {
    return service;
  }

  /// The name of the count of rejected records in OTLP/JSON.
  String rejectedField() {
    return rejectedField;
  }

  /// The answer to a request of which `rejected` records were not taken. Zero and an empty message
  /// is full success.
  MessageLite response(long rejected, String message) {
    boolean full = rejected == 0 && message.isEmpty();
    return switch (this) {
      case LOGS ->
          full
              ? ExportLogsServiceResponse.getDefaultInstance()
              : ExportLogsServiceResponse.newBuilder()
                  .setPartialSuccess(
                      ExportLogsPartialSuccess.newBuilder()
                          .setRejectedLogRecords(rejected)
                          .setErrorMessage(message))
                  .build();
      case TRACES ->
          full
              ? ExportTraceServiceResponse.getDefaultInstance()
              : ExportTraceServiceResponse.newBuilder()
                  .setPartialSuccess(
                      ExportTracePartialSuccess.newBuilder()
                          .setRejectedSpans(rejected)
                          .setErrorMessage(message))
                  .build();
      case METRICS ->
          full
              ? ExportMetricsServiceResponse.getDefaultInstance()
              : ExportMetricsServiceResponse.newBuilder()
                  .setPartialSuccess(
                      ExportMetricsPartialSuccess.newBuilder()
                          .setRejectedDataPoints(rejected)
                          .setErrorMessage(message))
                  .build();
    };
  }

  /// How many data points a metrics request carries.
  static long dataPoints(ExportMetricsServiceRequest request) {
    return request.getResourceMetricsList().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .mapToLong(Signal::points)
        .sum();
  }

  private static long points(Metric metric) {
    return metric.getGauge().getDataPointsCount()
        + (long) metric.getSum().getDataPointsCount()
        + metric.getHistogram().getDataPointsCount()
        + metric.getExponentialHistogram().getDataPointsCount()
        + metric.getSummary().getDataPointsCount();
  }
}
