/// The ATLAS releases at hand, as the API shows them.
@org.jspecify.annotations.NullMarked
package io.sextant.server.atlas;
