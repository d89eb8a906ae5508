/// The live stream: what happens, told to every page that watches.
@org.jspecify.annotations.NullMarked
package io.sextant.server.live;
