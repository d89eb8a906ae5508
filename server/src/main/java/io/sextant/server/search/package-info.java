/// One search over everything that the pages show.
@org.jspecify.annotations.NullMarked
package io.sextant.server.search;
