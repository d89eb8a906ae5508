/// REST, live events, sign-in and ingestion; the one composition root, in plain constructors.
@org.jspecify.annotations.NullMarked
package io.sextant.server;
