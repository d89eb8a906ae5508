/// `sextant up`: starts the server.
@org.jspecify.annotations.NullMarked
package io.sextant.cli.up;
