/// Records of exercises and what people know, on SQLite.
@org.jspecify.annotations.NullMarked
package io.sextant.store.awareness;
