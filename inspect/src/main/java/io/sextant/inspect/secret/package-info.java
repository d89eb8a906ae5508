/// Secrets: the key formats of providers, private keys, tokens, and values that are given as one.
@org.jspecify.annotations.NullMarked
package io.sextant.inspect.secret;
