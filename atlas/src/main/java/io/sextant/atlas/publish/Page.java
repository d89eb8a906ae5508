package io.sextant.atlas.publish;

import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.awareness.QuizQuestion;
import java.util.List;
import java.util.Optional;

/// One page being written. Text given is plain text: whatever it holds, it means only itself; prose
/// is the Markdown of a release, cleaned by [io.sextant.atlas.Prose].
interface Page {
  void title(String text, String underline);

  void heading(String text);

  /// Paragraphs, parted by blank lines.
  void text(String text);

  /// What a release says, in its Markdown.
  void prose(String markdown);

  void items(List<Item> items);

  /// Steps in order, numbered from 1.
  void steps(List<Step> steps);

  /// Questions to answer, with their answers out of sight.
  void questions(List<QuizQuestion> questions);

  /// The page as written so far, closed.
  String finish();

  /// A step: its line, and what a release says of it, in its Markdown; may be empty.
  record Step(Item line, String prose) {}

  /// An entry of a list: text, then a link; `depth` 1 stands below the entry before it.
  record Item(int depth, String before, Optional<AtlasObject> link) {
    static Item of(AtlasObject object) {
      return new Item(0, "", Optional.of(object));
    }

    static Item of(String text) {
      return new Item(0, text, Optional.empty());
    }

    static Item below(AtlasObject object) {
      return new Item(1, "", Optional.of(object));
    }
  }
}
