/// The Control Coverage Matrix: which techniques threaten which component, what is done against
/// each, what would see it, what shows that it works, and what is missing.
@NullMarked
package io.sextant.core.coverage;

import org.jspecify.annotations.NullMarked;
