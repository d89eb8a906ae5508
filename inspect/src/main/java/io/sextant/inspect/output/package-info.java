/// What should not leave with an answer: the system prompt, registered texts, content that acts
/// when it is shown. Start at [io.sextant.inspect.output.OutputInspector].
@org.jspecify.annotations.NullMarked
package io.sextant.inspect.output;
