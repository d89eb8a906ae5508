package io.sextant.atlas;

/// A source that an object cites.
///
/// @param id what marks in its words call it, as in `[[id]]`; empty when they do not
/// @param title may be empty when there is an address
/// @param url may be empty when there is a title
public record Reference(String id, String title, String url) {}
