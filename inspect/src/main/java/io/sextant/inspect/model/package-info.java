/// What the attack models see of a text, and the linear models over it.
@org.jspecify.annotations.NullMarked
package io.sextant.inspect.model;
