/// `sextant detect`: finds attacks in telemetry files, offline.
@org.jspecify.annotations.NullMarked
package io.sextant.cli.detect;
