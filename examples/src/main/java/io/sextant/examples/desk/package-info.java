/// The help desk of a ferry line: retrieval, a deterministic local model, tools, memory.
@org.jspecify.annotations.NullMarked
package io.sextant.examples.desk;
