/// Access: roles, permissions, API tokens, sessions.
@org.jspecify.annotations.NullMarked
package io.sextant.core.access;
