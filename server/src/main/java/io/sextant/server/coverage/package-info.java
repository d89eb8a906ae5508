/// Controls and what they cover, over HTTP.
@org.jspecify.annotations.NullMarked
package io.sextant.server.coverage;
