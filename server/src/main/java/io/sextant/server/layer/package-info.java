/// Layers of the Navigator over HTTP.
@org.jspecify.annotations.NullMarked
package io.sextant.server.layer;
