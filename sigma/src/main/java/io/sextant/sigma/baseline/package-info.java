/// Proposes thresholds from what a recording of normal traffic holds.
@org.jspecify.annotations.NullMarked
package io.sextant.sigma.baseline;
