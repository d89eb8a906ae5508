/// The second stage of `inspect`: a small encoder on CPU. Start at [io.sextant.encoder.MiniLm].
@org.jspecify.annotations.NullMarked
package io.sextant.encoder;
