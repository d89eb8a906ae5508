/// The map of one AI system: components, data flows, trust boundaries and assets, with owners. A
/// YAML file that a team keeps in git; `docs/system-map.md` describes it.
@NullMarked
package io.sextant.core.system;

import org.jspecify.annotations.NullMarked;
