/// What every store of events, findings and tokens must do, as tests that in-memory and real ones
/// pass alike, and the in-memory ones.
@org.jspecify.annotations.NullMarked
package io.sextant.core.contract;
