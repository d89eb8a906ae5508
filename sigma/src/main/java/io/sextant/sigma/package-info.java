/// A Sigma engine for the JVM: parse, lint, compile, match and correlate rules over JSON events.
/// Read rules with [io.sextant.sigma.SigmaReader], compile them with
/// [io.sextant.sigma.SigmaCompiler], run them with [io.sextant.sigma.SigmaEngine].
@org.jspecify.annotations.NullMarked
package io.sextant.sigma;
