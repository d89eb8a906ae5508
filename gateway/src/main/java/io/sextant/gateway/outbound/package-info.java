/// The gateway's one manner of asking the servers behind it.
@org.jspecify.annotations.NullMarked
package io.sextant.gateway.outbound;
