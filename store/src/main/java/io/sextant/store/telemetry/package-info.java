/// The journal of events on SQLite.
@org.jspecify.annotations.NullMarked
package io.sextant.store.telemetry;
