/// Lays a report out on pages.
@org.jspecify.annotations.NullMarked
package io.sextant.report.print.pdf;
