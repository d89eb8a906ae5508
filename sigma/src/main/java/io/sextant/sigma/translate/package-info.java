/// Translation of rules into the query languages of other products.
@org.jspecify.annotations.NullMarked
package io.sextant.sigma.translate;
