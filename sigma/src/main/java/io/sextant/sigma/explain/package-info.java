/// Says in words what a rule asks, and of an event why it matched or not.
@org.jspecify.annotations.NullMarked
package io.sextant.sigma.explain;
