/// Remembers things: implements the ports that core declares on SQLite.
@org.jspecify.annotations.NullMarked
package io.sextant.store;
