/// Pipelines: how rules written in Sigma's names meet the events of a concrete source.
@org.jspecify.annotations.NullMarked
package io.sextant.sigma.pipeline;
