package io.sextant.core.coverage;

import io.sextant.core.control.Assessment.Share;
import io.sextant.core.threat.rule.Question;
import java.util.List;

/// Where an organisation stands with a technique on a component.
public sealed interface State {
  /// What it counts as.
  Grade grade();

  /// Why it stands so, in a sentence.
  String because();

  /// The technique cannot happen here, or is no threat to any component.
  record NotApplicable(String because) implements State {
    @Override
    public Grade grade() {
      return Grade.NOT_APPLICABLE;
    }
  }

  /// Nobody can tell yet; the questions settle it.
  record Undetermined(List<Question> questions) implements State {
    public Undetermined {
      questions = List.copyOf(questions);
    }

    @Override
    public Grade grade() {
      return Grade.UNDETERMINED;
    }

    @Override
    public String because() {
      return questions.isEmpty() ? "nobody can tell yet" : questions.getFirst().text();
    }
  }

  /// A control decides it.
  sealed interface Held extends State {
    Share by();

    @Override
    default String because() {
      return by().control().id() + ": " + by().assurance().because();
    }
  }

  /// A control was tried and did not hold, and no other was shown to.
  record Failed(Share by) implements Held {
    @Override
    public Grade grade() {
      return Grade.FAILED;
    }
  }

  /// It applies; nothing is done and nothing would see it.
  record Gap(String because) implements State {
    @Override
    public Grade grade() {
      return Grade.GAP;
    }
  }

  /// Nothing hinders it, but it would be seen.
  record Watched(Watch watch) implements State {
    @Override
    public Grade grade() {
      return Grade.WATCHED;
    }

    @Override
    public String because() {
      return "no control; " + watch.because();
    }
  }

  /// Controls are there whose evidence is too old or of another model.
  record Decayed(Share by) implements Held {
    @Override
    public Grade grade() {
      return Grade.DECAYED;
    }
  }

  /// Somebody says that something is done.
  record Claimed(Share by) implements Held {
    @Override
    public Grade grade() {
      return Grade.CLAIMED;
    }
  }

  /// Something shows that a control is in place.
  record Evidenced(Share by) implements Held {
    @Override
    public Grade grade() {
      return Grade.EVIDENCED;
    }
  }

  /// The attack was tried, lately and on what runs now, and kept off.
  record Proven(Share by) implements Held {
    @Override
    public Grade grade() {
      return Grade.PROVEN;
    }
  }
}
