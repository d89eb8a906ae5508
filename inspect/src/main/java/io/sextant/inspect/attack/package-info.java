/// Tells attacks on language models from ordinary text. Start at
/// [io.sextant.inspect.attack.PromptInspector].
@org.jspecify.annotations.NullMarked
package io.sextant.inspect.attack;
