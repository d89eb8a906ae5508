/// The command `sextant report`.
@NullMarked
package io.sextant.cli.report;

import org.jspecify.annotations.NullMarked;
