package io.sextant.core.telemetry;

import java.time.Instant;

/// A record that could not be taken, and why.
///
/// @param code stable, `SX-INGEST-…`, documented in `docs/errors.md`
/// @param source who sent it or the file's name
/// @param position one-based line or record number within the request or file, 0 when the whole of
///   it is meant
/// @param excerpt the start of the offending text, shortened and made printable
public record Refusal(
    Instant time,
    SourceFormat format,
    String source,
    long position,
    String code,
    String message,
    String excerpt) {}
