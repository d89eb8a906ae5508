/// The gate for data: records to train on and documents to retrieve from are read, inspected,
/// decided about by a policy, and taken in, redacted or put into quarantine.
@org.jspecify.annotations.NullMarked
package io.sextant.gateway.ingest;
