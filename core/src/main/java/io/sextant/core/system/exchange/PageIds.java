package io.sextant.core.system.exchange;

import io.sextant.core.document.Place;
import io.sextant.core.system.Codes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Ids in a file that draws on several pages. Tools number each page from one, and a page that was
/// copied bears the ids of its model: an id that an earlier page has used gets the page's number.
final class PageIds {
  private final Set<String> earlier = new HashSet<>();
  private final Map<String, String> own = new HashMap<>();
  private final Map<String, Set<Integer>> pagesOf = new LinkedHashMap<>();
  private int page = 1;

  /// Begins the next page.
  void turn() {
    earlier.addAll(own.values());
    own.clear();
    page++;
  }

  /// What an id of this page is called in the map.
  String of(String id) {
    return own.computeIfAbsent(id, each -> earlier.contains(each) ? each + "@" + page : each);
  }

  /// Notes that something of this name is drawn on this page.
  void drawn(String name) {
    if (!name.isBlank()) {
      pagesOf.computeIfAbsent(name, _ -> new HashSet<>()).add(page);
    }
  }

  /// Tells which names stand on several pages: nothing says whether they mean one thing.
  void tell(Intake intake) {
    pagesOf.forEach((name, pages) -> {
      if (pages.size() > 1) {
        intake
            .log()
            .warning(
                Codes.AMBIGUOUS,
                Place.FILE,
                "'" + name + "' is drawn on " + pages.size() + " pages",
                "Each became a component of its own; join them in the map if they are one thing.");
      }
    });
  }
}
