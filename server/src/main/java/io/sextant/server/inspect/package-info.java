/// One text looked at closely: the verdict, every reading, every sentence.
@org.jspecify.annotations.NullMarked
package io.sextant.server.inspect;
