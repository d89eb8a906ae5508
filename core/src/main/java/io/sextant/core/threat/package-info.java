/// The AI Threat Register: threats derived from a system map, rated by a calculation that a person
/// can redo, and what people decided about them.
@NullMarked
package io.sextant.core.threat;

import org.jspecify.annotations.NullMarked;
