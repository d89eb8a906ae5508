/// Tells two releases apart, change by change.
@NullMarked
package io.sextant.atlas.compare;

import org.jspecify.annotations.NullMarked;
