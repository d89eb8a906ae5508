/// Sessions of ordinary users and of attackers, acted out over HTTP against the example on
/// loopback.
@org.jspecify.annotations.NullMarked
package io.sextant.examples.traffic;
