/// The releases of ATLAS as collections of TAXII 2.1 (OASIS), for programs that poll.
@org.jspecify.annotations.NullMarked
package io.sextant.server.taxii;
