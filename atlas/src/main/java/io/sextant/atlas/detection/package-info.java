/// What can be seen of each technique, and how: Sextant's own catalogue, since ATLAS has none.
@NullMarked
package io.sextant.atlas.detection;

import org.jspecify.annotations.NullMarked;
