/// Looks at the sequence of queries instead of at one: probing of decision boundaries, copying of
/// models, tests for membership, and harvesting at the owner's cost. Pure but for the memory it
/// keeps; knows no network.
@org.jspecify.annotations.NullMarked
package io.sextant.gateway.sequence;
