/// Discovery: proposes components of a system map from a source tree and from telemetry, for a
/// person to accept.
@NullMarked
package io.sextant.core.system.discovery;

import org.jspecify.annotations.NullMarked;
