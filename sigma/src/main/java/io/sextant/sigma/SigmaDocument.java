package io.sextant.sigma;

/// One YAML document of a Sigma file, read and checked, not yet compiled.
public sealed interface SigmaDocument permits DetectionRule, CorrelationRule, FilterRule {
  /// What the document says about itself.
  RuleHeader header();
}
