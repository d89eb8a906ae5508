/// What every inspection speaks of: the [io.sextant.inspect.Channel] a text came by, the
/// [io.sextant.inspect.Span] something was found at, the [io.sextant.inspect.Verdict] on it.
@org.jspecify.annotations.NullMarked
package io.sextant.inspect;
