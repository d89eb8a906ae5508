/// Personal data: shapes, check digits, and the words that stand around them.
@org.jspecify.annotations.NullMarked
package io.sextant.inspect.privacy;
