/// Applicability rules: which technique of ATLAS is a threat to which component of a map. Written
/// in YAML with typed CEL conditions of three values; `docs/threats.md` describes them.
@NullMarked
package io.sextant.core.threat.rule;

import org.jspecify.annotations.NullMarked;
