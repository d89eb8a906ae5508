/// Defects that an existing open gateway was found to have, each replayed against ours from
/// outside.
@org.jspecify.annotations.NullMarked
package io.sextant.testing.defects;
