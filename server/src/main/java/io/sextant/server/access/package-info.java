/// Sign-in, sessions and API tokens: [io.sextant.server.access.Access] tells who makes a request.
@org.jspecify.annotations.NullMarked
package io.sextant.server.access;
