package io.sextant.sigma;

/// One YAML document of a Sigma file, read and checked, not yet compiled. The permitted kinds are
/// declared by the reader: a detection rule, a correlation, a filter.
public interface SigmaDocument {
  /// What the document says about itself.
  RuleHeader header();
}
