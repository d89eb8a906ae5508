/// Who can influence what: follows content from outsiders, users and suppliers over the flows of a
/// map.
@NullMarked
package io.sextant.core.system.trust;

import org.jspecify.annotations.NullMarked;
