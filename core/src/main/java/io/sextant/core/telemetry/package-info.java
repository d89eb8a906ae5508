/// Telemetry: every input format becomes an [io.sextant.core.telemetry.Event] or a
/// [io.sextant.core.telemetry.Refusal]. The form is described in `docs/event-format.md`.
@org.jspecify.annotations.NullMarked
package io.sextant.core.telemetry;
