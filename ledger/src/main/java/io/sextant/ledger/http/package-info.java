/// Serves a log and a witness over HTTP.
@org.jspecify.annotations.NullMarked
package io.sextant.ledger.http;
