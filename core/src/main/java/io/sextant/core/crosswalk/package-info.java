/// Frameworks beside ATLAS and the edges between them: each with its source, edition, relation and
/// confidence, and with its whole path when nobody published it as one.
@NullMarked
package io.sextant.core.crosswalk;

import org.jspecify.annotations.NullMarked;
