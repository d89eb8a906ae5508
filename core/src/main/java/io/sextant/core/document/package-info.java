/// Reads YAML, JSON and XML into trees that know where everything stands, within limits, and
/// collects the problems of a file. For every feature whose users write files by hand.
@NullMarked
package io.sextant.core.document;

import org.jspecify.annotations.NullMarked;
