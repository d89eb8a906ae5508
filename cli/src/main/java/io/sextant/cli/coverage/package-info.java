/// The command `sextant coverage`.
@NullMarked
package io.sextant.cli.coverage;

import org.jspecify.annotations.NullMarked;
