/// `sextant model`: system maps.
@NullMarked
package io.sextant.cli.model;

import org.jspecify.annotations.NullMarked;
