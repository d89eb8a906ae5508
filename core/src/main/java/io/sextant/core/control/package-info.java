/// Controls: what an organisation does against attack techniques, where, by whose word, and what
/// that word is worth on a day.
@NullMarked
package io.sextant.core.control;

import org.jspecify.annotations.NullMarked;
