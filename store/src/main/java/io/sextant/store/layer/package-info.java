/// Layers of the Navigator on SQLite.
@org.jspecify.annotations.NullMarked
package io.sextant.store.layer;
