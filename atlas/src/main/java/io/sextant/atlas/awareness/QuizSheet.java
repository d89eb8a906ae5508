package io.sextant.atlas.awareness;

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
      page.boxes(
          question.options().stream()
              .map(option -> question.letter(option) + ") " + option.text())
              .toList());
    }
    page.heading(1, "Solutions");
    for (int i = 0; i < questions.size(); i++) {
      QuizQuestion question = questions.get(i);
      page.labelled((i + 1) + ". " + question.letter() + ")", question.explanation());
    }
    return page.finish();
  }
}
