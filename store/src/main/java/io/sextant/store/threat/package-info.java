/// What was decided about threats, on SQLite.
@org.jspecify.annotations.NullMarked
package io.sextant.store.threat;
