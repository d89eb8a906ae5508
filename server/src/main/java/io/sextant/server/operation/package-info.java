/// How the server itself does: health, figures, retention.
@org.jspecify.annotations.NullMarked
package io.sextant.server.operation;
