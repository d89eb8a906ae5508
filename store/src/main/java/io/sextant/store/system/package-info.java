/// System maps on SQLite.
@org.jspecify.annotations.NullMarked
package io.sextant.store.system;
