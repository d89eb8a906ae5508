package io.sextant.inspect.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Reads a text as a person sees it, and notes what a person does not see.
///
/// Compatibility forms become plain letters, ignorable characters vanish, characters of the tag
/// block and bytes in variation selectors become the text they hide, letters of other scripts
/// inside Latin words become Latin.
final class Normaliser {
  /// A text longer than this is read at its beginning and its end only.
  static final int MOST_CHARACTERS = 1 << 20;

  private static final int MOST_MARKS = 2;

  private final String text;
  private final TextView.Builder plain;
  private final ByteArrayOutputStream selectors = new ByteArrayOutputStream();
  private int firstSelector;
  private int lastSelector;
  private int tags;
  private int invisible;
  private int changed;
  private int marks;

  private Normaliser(String text) {
    this.text = text;
    this.plain = new TextView.Builder(Math.min(text.length(), MOST_CHARACTERS) + 16);
  }

  /// The plain reading, what hides in it, and which disguises were lifted.
  record Plain(TextView view, List<TextView> hidden, Set<String> disguises) {}

  static Plain read(String text) {
    Normaliser reading = new Normaliser(text);
    if (text.length() <= MOST_CHARACTERS) {
      reading.range(0, text.length());
    } else {
      reading.range(0, MOST_CHARACTERS / 2);
      reading.plain.add('\n', MOST_CHARACTERS / 2, MOST_CHARACTERS / 2);
      reading.range(text.length() - MOST_CHARACTERS / 2, text.length());
    }
    return reading.finish();
  }

  private Plain finish() {
    Set<String> disguises = new TreeSet<>();
    if (tags >= 4) {
      disguises.add("tags");
    }
    if (invisible >= 3) {
      disguises.add("invisible");
    }
    if (changed >= 4) {
      disguises.add("compatibility");
    }
    if (marks > MOST_MARKS * 4) {
      disguises.add("marks");
    }
    TextView view = plain.build(List.of());
    TextView latin = latinised(view);
    if (latin != view) {
      disguises.add("look-alikes");
    }
    return new Plain(latin, hidden(), disguises);
  }

  private List<TextView> hidden() {
    List<TextView> hidden = new ArrayList<>();
    String bytes = selectors.toString(UTF_8);
    if (bytes.length() >= 4 && bytes.indexOf('\uFFFD') < 0) {
      TextView.Builder builder = new TextView.Builder(bytes.length());
      for (int i = 0; i < bytes.length(); i++) {
        builder.add(bytes.charAt(i), firstSelector, lastSelector);
      }
      hidden.add(builder.build(List.of("variation selectors")));
    }
    return hidden;
  }

  private void range(int start, int end) {
    int run = 0;
    for (int i = start; i < end; ) {
      int point = text.codePointAt(i);
      int next = Math.min(end, i + Character.charCount(point));
      if (point < 0x80) {
        plain.add((char) point, i, next);
        run = 0;
      } else if (isMark(point)) {
        run++;
        marks += run > 1 ? 1 : 0;
        keepMark(point, run, i, next);
      } else {
        run = 0;
        other(point, i, next);
      }
      i = next;
    }
  }

  private static boolean isMark(int point) {
    int type = Character.getType(point);
    return (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK)
        && Characters.selectorByte(point) < 0
        && !Characters.ignorable(point);
  }

  /// Marks belong to the letters of many scripts; on Latin letters and in heaps they are a
  /// disguise.
  private void keepMark(int point, int run, int start, int end) {
    boolean ofLatin =
        Characters.between(point, 0x300, 0x36F) || Characters.between(point, 0x1AB0, 0x20FF);
    if (!ofLatin && run <= MOST_MARKS && point < 0x10000) {
      plain.add((char) point, start, end);
    } else if (ofLatin) {
      changed += run > 1 || Characters.between(point, 0x334, 0x338) ? 1 : 0;
    }
  }

  private void other(int point, int start, int end) {
    int selector = Characters.selectorByte(point);
    if (selector >= 0) {
      if (selectors.size() == 0) {
        firstSelector = start;
      }
      lastSelector = end;
      selectors.write(selector);
    } else if (Characters.between(point, 0xE0020, 0xE007E)) {
      tags++;
      plain.add((char) (point - 0xE0000), start, end);
    } else if (Characters.ignorable(point)) {
      invisible += betweenLatin(start, end) ? 1 : 0;
    } else if (Characters.between(point, 0xD800, 0xDFFF)) {
      plain.add('\uFFFD', start, end);
    } else {
      letter(point, start, end);
    }
  }

  private boolean betweenLatin(int start, int end) {
    return start > 0
        && end < text.length()
        && Characters.withoutMarks(text.charAt(start - 1)) < 0x80
        && Character.isLetter(text.charAt(start - 1));
  }

  private void letter(int point, int start, int end) {
    String plainForm = Characters.compatible(point);
    if (!plainForm.isEmpty()) {
      changed += point > 0x3000 || Characters.between(point, 0x2460, 0x24FF) ? 1 : 0;
      plainForm.chars().forEach(it -> plain.add((char) it, start, end));
    } else if (point < 0x10000) {
      plain.add(Characters.withoutMarks((char) point), start, end);
    } else {
      plain.add(Character.highSurrogate(point), start, end);
      plain.add(Character.lowSurrogate(point), start, end);
    }
  }

  /// Words that mix Latin letters with look-alikes, read as Latin words.
  private static TextView latinised(TextView view) {
    String text = view.text();
    if (!hasLookAlikes(text)) {
      return view;
    }
    boolean latinText = mostlyLatin(text);
    TextView.Builder builder = new TextView.Builder(text.length());
    int changes = 0;
    for (int i = 0; i < text.length(); ) {
      int end = i;
      int latin = 0;
      int alike = 0;
      int foreign = 0;
      while (end < text.length() && Character.isLetter(text.charAt(end))) {
        char c = text.charAt(end++);
        if (c < 0x250) {
          latin++;
        } else if (Characters.looksLike(c) != 0) {
          alike++;
        } else {
          foreign++;
        }
      }
      boolean disguised = alike > 0 && (latin > 0 || (latinText && foreign == 0));
      for (int j = i; j < end; j++) {
        char as = disguised ? Characters.looksLike(text.charAt(j)) : 0;
        builder.add(as == 0 ? text.charAt(j) : as, view.from(j), view.to(j));
      }
      changes += disguised ? 1 : 0;
      if (end < text.length()) {
        builder.copy(view, end);
      }
      i = end + 1;
    }
    return changes == 0 ? view : builder.build(List.of());
  }

  private static boolean hasLookAlikes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x250 && Characters.looksLike(c) != 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean mostlyLatin(String text) {
    int latin = 0;
    int other = 0;
    int end = Math.min(text.length(), 4096);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c < 0x250) {
        latin += Character.isLetter(c) ? 1 : 0;
      } else if (Characters.looksLike(c) == 0 && Character.isLetter(c)) {
        other += UnicodeScript.of(c) == UnicodeScript.COMMON ? 0 : 1;
      }
    }
    return latin > 2 * other;
  }
}
