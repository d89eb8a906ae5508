/// A fraud classifier behind a predict API: trained at start, by gradient descent, on payments it
/// makes itself.
@org.jspecify.annotations.NullMarked
package io.sextant.examples.fraud;
