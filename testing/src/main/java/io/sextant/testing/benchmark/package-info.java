/// Benchmarks of the built product; each prints its figures and judges nothing. Start at
/// [io.sextant.testing.benchmark.Benchmarks].
@org.jspecify.annotations.NullMarked
package io.sextant.testing.benchmark;
