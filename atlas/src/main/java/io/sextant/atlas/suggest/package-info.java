/// Ranks the techniques that a free text may speak of, and shows the words that made it think so.
@NullMarked
package io.sextant.atlas.suggest;

import org.jspecify.annotations.NullMarked;
