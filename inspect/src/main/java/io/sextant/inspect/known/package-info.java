/// Texts that are known, remembered by hashes, and copies of them found in other texts.
@org.jspecify.annotations.NullMarked
package io.sextant.inspect.known;
