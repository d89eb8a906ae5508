/// Printers of reports. The same report always gives the same bytes.
@org.jspecify.annotations.NullMarked
package io.sextant.report.print;
