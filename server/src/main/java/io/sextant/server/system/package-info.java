/// System maps over HTTP: kept in versions, read from other tools' files.
@org.jspecify.annotations.NullMarked
package io.sextant.server.system;
