package io.sextant.gateway.protocol;

import io.sextant.inspect.Channel;

/// One text in a request or an answer.
///
/// @param channel by whose hand it is
/// @param place where it stands, as a JSON pointer (RFC 6901); `#` steps into JSON inside a text
/// @param text decoded, when it came in base64
/// @param name it only names something (a role, a type, an id), so that no order can stand in it
public record Part(Channel channel, String place, String text, boolean name) {}
