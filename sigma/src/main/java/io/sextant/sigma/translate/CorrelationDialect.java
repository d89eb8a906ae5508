package io.sextant.sigma.translate;

/// How one query language writes correlations. Throws [Unsupported] for what it cannot say.
interface CorrelationDialect {
  String write(CorrelationQuery query);
}
