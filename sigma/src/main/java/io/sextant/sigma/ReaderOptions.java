package io.sextant.sigma;

/// What a [SigmaReader] may rely on beyond the rule files.
///
/// @param placeholders values for the modifier `expand`
/// @param arrays whether `field[any]`, `field[0]` and the like select members of arrays, as
///   proposed for version 3 of the specification; otherwise they are names of fields like others
public record ReaderOptions(Placeholders placeholders, boolean arrays) {
  /// Nothing beyond specification 2.1: rules with placeholders are refused.
  public static final ReaderOptions DEFAULT = new ReaderOptions(Placeholders.NONE, false);

  /// The same with values for placeholders.
  public ReaderOptions with(Placeholders values) {
    return new ReaderOptions(values, arrays);
  }

  /// The same with or without selectors of array members.
  public ReaderOptions withArrays(boolean selectors) {
    return new ReaderOptions(placeholders, selectors);
  }
}
