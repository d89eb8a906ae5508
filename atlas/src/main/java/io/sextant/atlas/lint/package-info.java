/// Finds what refers to ATLAS in any text, says what is wrong with it in a release, and moves it to
/// another release.
@NullMarked
package io.sextant.atlas.lint;

import org.jspecify.annotations.NullMarked;
