/// The built product as a child process, and clients that talk to it as users do.
@org.jspecify.annotations.NullMarked
package io.sextant.testing.product;
