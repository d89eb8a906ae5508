/// Runs the gateway beside the server: its decisions go into the ledger of the data folder and into
/// the journal of events.
@org.jspecify.annotations.NullMarked
package io.sextant.server.gateway;
