/// Releases of ATLAS and layers of the Navigator as reports, for people without Sextant.
@org.jspecify.annotations.NullMarked
package io.sextant.core.publish;
