/// The gateway on the network: takes requests in, has them decided, sends them on.
@org.jspecify.annotations.NullMarked
package io.sextant.gateway.proxy;
