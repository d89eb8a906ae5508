/// `sextant inspect`: judges texts.
@org.jspecify.annotations.NullMarked
package io.sextant.cli.inspect;
