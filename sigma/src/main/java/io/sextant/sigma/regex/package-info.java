/// Regular expressions in linear time: [RegexSyntax] reads one into a [RegexTree], [LazyAutomaton]
/// runs it, [Landmark] tells which texts stand where in everything it matches.
@NullMarked
package io.sextant.sigma.regex;

import org.jspecify.annotations.NullMarked;
