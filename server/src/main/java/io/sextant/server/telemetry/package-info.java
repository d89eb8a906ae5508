/// Taking in telemetry: receivers for OTLP over HTTP and gRPC and for JSON lines, one
/// [io.sextant.server.telemetry.Intake] behind them all, and the routes that show what arrives.
@org.jspecify.annotations.NullMarked
package io.sextant.server.telemetry;
