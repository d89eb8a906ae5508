/// Fakes, contract tests, architecture rules, end-to-end and browser tests, and benchmarks.
@org.jspecify.annotations.NullMarked
package io.sextant.testing;
