/// What `encoder/train.sh` runs: the stretches to learn from, and how both stages judge.
@org.jspecify.annotations.NullMarked
package io.sextant.encoder.train;
