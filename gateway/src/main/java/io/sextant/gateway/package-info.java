/// The runtime gateway; start reading at [io.sextant.gateway.proxy.Gateway].
@org.jspecify.annotations.NullMarked
package io.sextant.gateway;
