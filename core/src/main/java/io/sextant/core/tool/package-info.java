/// What is remembered of the tools of agents.
@org.jspecify.annotations.NullMarked
package io.sextant.core.tool;
