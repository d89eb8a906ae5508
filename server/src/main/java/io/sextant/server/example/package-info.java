/// The recording of the example application, replayed as if it had just happened.
@org.jspecify.annotations.NullMarked
package io.sextant.server.example;
