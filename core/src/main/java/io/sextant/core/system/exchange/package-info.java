/// Reads system maps from the files of other tools: one class per format. Nothing is dropped
/// silently: a report says what was read, guessed and left.
@NullMarked
package io.sextant.core.system.exchange;

import org.jspecify.annotations.NullMarked;
