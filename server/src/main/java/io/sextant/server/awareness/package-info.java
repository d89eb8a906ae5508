/// Tabletop exercises and the quiz over HTTP.
@org.jspecify.annotations.NullMarked
package io.sextant.server.awareness;
