/// The pages: what the browser is given of the `ui` module, and the API's documentation.
@org.jspecify.annotations.NullMarked
package io.sextant.server.pages;
