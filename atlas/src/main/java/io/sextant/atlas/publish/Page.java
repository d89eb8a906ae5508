package io.sextant.atlas.publish;

import io.sextant.atlas.AtlasObject;
import java.util.List;
import java.util.Optional;

/// One page being written. All text given is plain text: whatever it holds, it means only itself.
interface Page {
  void title(String text, String underline);

  void heading(String text);

  /// Paragraphs, parted by blank lines.
  void text(String text);

  void items(List<Item> items);

  /// Steps in order, numbered from 1.
  void numbered(List<Item> items);

  /// The page as written so far, closed.
  String finish();

  /// An entry of a list: text, a link, text; `depth` 1 stands below the entry before it.
  record Item(int depth, String before, Optional<AtlasObject> link, String after) {
    static Item of(AtlasObject object) {
      return new Item(0, "", Optional.of(object), "");
    }

    static Item of(String text) {
      return new Item(0, text, Optional.empty(), "");
    }

    static Item below(AtlasObject object) {
      return new Item(1, "", Optional.of(object), "");
    }
  }
}
