/// Takes out of texts and streams what must not leave.
@org.jspecify.annotations.NullMarked
package io.sextant.inspect.stream;
