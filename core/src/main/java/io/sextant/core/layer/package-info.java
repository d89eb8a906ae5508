/// Layers of the Navigator: what people write on the matrix, as a document that other tools read
/// too, and the store of them.
@org.jspecify.annotations.NullMarked
package io.sextant.core.layer;
