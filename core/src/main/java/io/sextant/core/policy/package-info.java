/// What is decided about a request or an answer, by which rules: policies in YAML with conditions
/// in CEL, and the decision as a pure function of facts.
@org.jspecify.annotations.NullMarked
package io.sextant.core.policy;
