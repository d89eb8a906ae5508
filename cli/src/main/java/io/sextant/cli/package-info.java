/// The command line: offline work on files, and starting the server.
@org.jspecify.annotations.NullMarked
package io.sextant.cli;
