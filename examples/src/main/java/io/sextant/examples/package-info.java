/// A small AI service that is really instrumented and really attackable, and the traffic that shows
/// it. Start at [io.sextant.examples.Example].
@org.jspecify.annotations.NullMarked
package io.sextant.examples;
