/// Writes a release in the formats that other tools read: STIX 2.1, Navigator layers, a MISP galaxy
/// cluster, CSV and Markdown pages.
@NullMarked
package io.sextant.atlas.publish;

import org.jspecify.annotations.NullMarked;
