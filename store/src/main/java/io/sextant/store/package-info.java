/// Remembers things: implements the ports that core declares on SQLite, in one data folder. Start
/// at [io.sextant.store.SqliteStore].
@org.jspecify.annotations.NullMarked
package io.sextant.store;
