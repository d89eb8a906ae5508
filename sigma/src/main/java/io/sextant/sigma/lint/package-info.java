/// Finds rules that are well-formed and still do not do what their author meant.
@org.jspecify.annotations.NullMarked
package io.sextant.sigma.lint;
