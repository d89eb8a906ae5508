/// Readings of a text: normalised, deciphered and decoded, each mapped back to the given text.
/// Start at [io.sextant.inspect.view.Views].
@org.jspecify.annotations.NullMarked
package io.sextant.inspect.view;
