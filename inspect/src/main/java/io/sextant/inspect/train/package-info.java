/// Trains and measures the attack models from a folder of labelled texts. Start at
/// [io.sextant.inspect.train.Training].
@org.jspecify.annotations.NullMarked
package io.sextant.inspect.train;
