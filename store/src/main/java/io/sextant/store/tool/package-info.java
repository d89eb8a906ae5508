/// Pins of tools on SQLite.
@org.jspecify.annotations.NullMarked
package io.sextant.store.tool;
