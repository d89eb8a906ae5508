package io.sextant.sigma;

import io.sextant.sigma.CorrelationProgram.Link;
import io.sextant.sigma.Detection.FieldMatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The state of an engine's correlations as bytes: a version, a fingerprint of the correlations,
/// the state, and a hash over all. Windows come in the order in which they would be dropped; what
/// they count is counted anew.
final class EngineSnapshot {
  private static final int MAGIC = 0x53584D41;
  private static final int VERSION = 1;
  private static final int HASH = 32;

  private EngineSnapshot() {}

  /// Writes one value.
  private interface Writer<T> {
    void write(T value) throws IOException;
  }

  /// Reads one value.
  private interface Reader<T> {
    T read() throws IOException;
  }

  static byte[] write(Correlations correlations) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new Writing(new DataOutputStream(bytes)).all(correlations);
      bytes.write(LongText.sha256(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// Fills correlations that hold nothing yet.
  static void read(byte[] bytes, Correlations correlations) {
    if (bytes.length < HASH) {
      throw new SnapshotRefusedException("the snapshot is cut short");
    }
    byte[] content = Arrays.copyOf(bytes, bytes.length - HASH);
    byte[] hash = Arrays.copyOfRange(bytes, content.length, bytes.length);
    if (!Arrays.equals(LongText.sha256(content), hash)) {
      throw new SnapshotRefusedException("the snapshot is damaged: its hash does not fit");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      new Reading(in).all(correlations);
      if (in.available() > 0) {
        throw new SnapshotRefusedException("the snapshot is longer than its content");
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new SnapshotRefusedException("the snapshot holds what no engine writes", e);
    }
  }

  /// What two engines must have in common for one to go on with the state of the other.
  private static byte[] fingerprint(Correlations correlations) {
    StringBuilder text = new StringBuilder();
    EngineLimits limits = correlations.state().limits;
    text.append(limits.inOrder()).append(limits.lateness());
    for (CorrelationRunner runner : correlations.runners()) {
      CorrelationRule rule = runner.program().rule();
      text.append('\n').append(rule.header().id().value());
      text.append(rule.type()).append(rule.rules()).append(rule.groupBy());
      text.append(rule.timespan()).append(rule.aliases()).append(rule.threshold());
    }
    return LongText.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static final class Writing {
    private final DataOutputStream out;

    Writing(DataOutputStream out) {
      this.out = out;
    }

    void all(Correlations correlations) throws IOException {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      out.write(fingerprint(correlations));
      for (long number : correlations.state().saved()) {
        out.writeLong(number);
      }
      for (CorrelationRunner runner : correlations.runners()) {
        out.writeLong(runner.opened);
        list(runner.windows.all(), this::window);
      }
      list(correlations.waiting(), this::step);
    }

    private void window(Window window) throws IOException {
      list(window.group, this::text);
      out.writeLong(window.number);
      list(window.entries.copy(0, window.size()), this::entry);
    }

    private void entry(WindowEntry entry) throws IOException {
      out.writeLong(entry.time);
      out.writeLong(entry.sequence);
      out.writeInt(entry.member);
      list(entry.events, out::writeLong);
      list(entry.texts, this::text);
      list(entry.numbers, this::number);
      out.writeBoolean(entry.reported);
    }

    private void step(Correlations.Step step) throws IOException {
      out.writeLong(step.time());
      out.writeLong(step.ref());
      out.writeLong(step.sequence());
      list(step.arrivals(), this::arrival);
    }

    private void arrival(Arrival arrival) throws IOException {
      out.writeInt(arrival.link().correlation());
      out.writeInt(arrival.link().member());
      list(arrival.groups(), group -> list(group, this::text));
      list(arrival.texts(), this::text);
      list(arrival.numbers(), this::number);
      list(arrival.explanation().get(), this::match);
    }

    private void match(FieldMatch match) throws IOException {
      text(match.selection());
      text(match.field());
      text(match.value());
      text(match.expected());
    }

    private void text(String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_16BE);
      out.writeInt(bytes.length);
      out.write(bytes);
    }

    private void number(BigDecimal number) throws IOException {
      out.writeInt(number.scale());
      byte[] digits = number.unscaledValue().toByteArray();
      out.writeInt(digits.length);
      out.write(digits);
    }

    private <T> void list(List<T> values, Writer<T> writer) throws IOException {
      out.writeInt(values.size());
      for (T value : values) {
        writer.write(value);
      }
    }
  }

  private static final class Reading {
    private final DataInputStream in;

    Reading(DataInputStream in) {
      this.in = in;
    }

    void all(Correlations correlations) throws IOException {
      if (in.readInt() != MAGIC) {
        throw new SnapshotRefusedException("this is no snapshot of a Sigma engine");
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw new SnapshotRefusedException(
            "the snapshot has version " + version + "; this engine reads version " + VERSION);
      }
      if (!Arrays.equals(bytes(HASH), fingerprint(correlations))) {
        throw new SnapshotRefusedException(
            "the snapshot is of an engine with other correlations, lateness or order");
      }
      long[] numbers = correlations.state().saved();
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = in.readLong();
      }
      correlations.state().restore(numbers);
      for (int i = 0; i < correlations.runners().size(); i++) {
        CorrelationRunner runner = correlations.runners().get(i);
        runner.opened = in.readLong();
        for (Window window : list(() -> window(runner))) {
          correlations.restore(i, window);
        }
      }
      list(() -> step(correlations)).forEach(correlations::restore);
    }

    private Window window(CorrelationRunner runner) throws IOException {
      Window window = runner.empty(group(runner), in.readLong());
      for (WindowEntry entry : list(() -> entry(runner))) {
        window.restore(entry);
      }
      if (window.entries.isEmpty() || runner.windows.find(window.group).isPresent()) {
        throw new IllegalArgumentException("an empty window, or a second one of a group");
      }
      return window;
    }

    private List<String> group(CorrelationRunner runner) throws IOException {
      List<String> group = list(this::text);
      if (group.size() != runner.program().rule().groupBy().size()) {
        throw new IllegalArgumentException("a group of " + group.size() + " values");
      }
      return group;
    }

    private WindowEntry entry(CorrelationRunner runner) throws IOException {
      WindowEntry entry =
          new WindowEntry(
              time(),
              in.readLong(),
              member(runner),
              list(in::readLong),
              list(this::text),
              list(this::number));
      entry.reported = in.readBoolean();
      if (entry.events.isEmpty()) {
        throw new IllegalArgumentException("a match without an event");
      }
      return entry;
    }

    private int member(CorrelationRunner runner) throws IOException {
      int member = in.readInt();
      if (member < 0 || member >= runner.program().members()) {
        throw new IllegalArgumentException("a correlation has no rule " + member);
      }
      return member;
    }

    private Correlations.Step step(Correlations correlations) throws IOException {
      return new Correlations.Step(
          time(), in.readLong(), in.readLong(), list(() -> arrival(correlations)));
    }

    private long time() throws IOException {
      long time = in.readLong();
      if (Math.abs(time) > 2 * Micros.MAX) {
        throw new IllegalArgumentException("a time of " + time);
      }
      return time;
    }

    private Arrival arrival(Correlations correlations) throws IOException {
      int correlation = in.readInt();
      CorrelationRunner runner = correlations.runners().get(correlation);
      int member = member(runner);
      List<List<String>> groups = list(() -> group(runner));
      List<String> texts = list(this::text);
      List<BigDecimal> numbers = list(this::number);
      List<FieldMatch> matches = list(this::match);
      return new Arrival(new Link(correlation, member), groups, texts, numbers, () -> matches);
    }

    private FieldMatch match() throws IOException {
      return new FieldMatch(text(), text(), text(), text());
    }

    private String text() throws IOException {
      return new String(bytes(in.readInt()), StandardCharsets.UTF_16BE);
    }

    private BigDecimal number() throws IOException {
      int scale = in.readInt();
      if (Math.abs((long) scale) > Numbers.MAX_SCALE) {
        throw new IllegalArgumentException("a number of scale " + scale);
      }
      return new BigDecimal(new BigInteger(bytes(in.readInt())), scale);
    }

    private byte[] bytes(int length) throws IOException {
      checkLength(length);
      byte[] bytes = new byte[length];
      in.readFully(bytes);
      return bytes;
    }

    private <T> List<T> list(Reader<T> reader) throws IOException {
      int size = in.readInt();
      checkLength(size);
      List<T> values = new ArrayList<>(Math.min(size, 1_000));
      for (int i = 0; i < size; i++) {
        values.add(reader.read());
      }
      return List.copyOf(values);
    }

    /// Nothing can be longer than what is left.
    private void checkLength(int length) throws IOException {
      if (length < 0 || length > in.available()) {
        throw new IllegalArgumentException("a length of " + length);
      }
    }
  }
}
