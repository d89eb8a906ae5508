/// Threats over HTTP: derived from system maps, explained, decided about, compared.
@org.jspecify.annotations.NullMarked
package io.sextant.server.threat;
