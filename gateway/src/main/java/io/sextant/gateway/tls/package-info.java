/// TLS of the gateway's own door and of its ways to upstreams: keys, certificates, and who a
/// client's certificate names.
@org.jspecify.annotations.NullMarked
package io.sextant.gateway.tls;
