/// Tabletop exercises that were played, and what people know: the subject of teaching and
/// rehearsing.
@org.jspecify.annotations.NullMarked
package io.sextant.core.awareness;
