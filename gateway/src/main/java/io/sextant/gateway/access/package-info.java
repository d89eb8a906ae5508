/// Who asks, and how much they may.
@org.jspecify.annotations.NullMarked
package io.sextant.gateway.access;
