/// A report as a value: [io.sextant.report.Report] holds sections of blocks; what it says is text
/// and data, never markup. [io.sextant.report.print.ReportFormat] prints it.
@org.jspecify.annotations.NullMarked
package io.sextant.report;
