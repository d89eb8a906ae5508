/// Detection as it runs: rules kept up to date, one thread that searches the journal, findings for
/// people.
@org.jspecify.annotations.NullMarked
package io.sextant.server.detection;
