package io.sextant.atlas.awareness;

import io.sextant.atlas.awareness.QuizQuestion.Option;
import java.util.ArrayList;
import java.util.List;

/// Questions on paper, in Markdown, with the solutions after them.
public final class QuizSheet {
  private QuizSheet() {}

  public static String markdown(List<QuizQuestion> questions) {
    Markdown page = new Markdown();
    page.heading(1, "Quiz");
    for (int i = 0; i < questions.size(); i++) {
      QuizQuestion question = questions.get(i);
      page.heading(2, (i + 1) + ". " + question.text());
      List<String> choices = new ArrayList<>();
      for (Option option : question.options()) {
        choices.add(letter(choices.size()) + ") " + option.text());
      }
      page.boxes(choices);
    }
    page.heading(1, "Solutions");
    for (int i = 0; i < questions.size(); i++) {
      QuizQuestion question = questions.get(i);
      List<String> ids = question.options().stream().map(Option::id).toList();
      page.labelled(
          (i + 1) + ". " + letter(ids.indexOf(question.right())) + ")", question.explanation());
    }
    return page.finish();
  }

  private static char letter(int place) {
    return (char) ('a' + place);
  }
}
