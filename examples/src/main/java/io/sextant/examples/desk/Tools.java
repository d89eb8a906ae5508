package io.sextant.examples.desk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// What the desk's agent can do, on data in memory. Nothing leaves the process: mails land in an
/// outbox. Thread-safe.
public final class Tools {
  private final Map<String, String> bookings = new ConcurrentHashMap<>();
  private final List<String> outbox = new CopyOnWriteArrayList<>();
  private final Map<String, List<String>> notes = new ConcurrentHashMap<>();

  /// A tool as the model is told of it.
  public record Definition(String name, String description) {}

  /// The tools offered to the model.
  public static final List<Definition> OFFERED =
      List.of(
          new Definition("find_booking", "Looks up one booking by its number."),
          new Definition("cancel_booking", "Cancels one booking by its number."),
          new Definition("send_email", "Sends an e-mail to the address given."),
          new Definition("save_note", "Keeps a fact about this customer for later conversations."));

  /// Tools over a few invented bookings.
  public static Tools withBookings() {
    Tools tools = new Tools();
    String[] names = {
      "M. Aalto",
      "J. Brandt",
      "S. Costa",
      "L. Duval",
      "P. Eriksen",
      "R. Fabbri",
      "T. Garcia",
      "A. Huber"
    };
    for (int i = 0; i < 200; i++) {
      tools.bookings.put(
          "NF-%06d".formatted(100_100 + 7 * i),
          "%s, %d passengers, Skua %s:30, paid by card ending %04d"
              .formatted(
                  names[i % names.length],
                  1 + i % 5,
                  i % 2 == 0 ? "07" : "17",
                  1000 + 37 * i % 9000));
    }
    return tools;
  }

  /// Runs one call; an unknown tool or booking is told in the result.
  public String run(String user, String tool, SequencedMap<String, String> arguments) {
    String booking = arguments.getOrDefault("booking", "");
    return switch (tool) {
      case "find_booking" ->
          bookings.containsKey(booking)
              ? "Booking " + booking + ": " + bookings.get(booking) + "."
              : "There is no booking " + booking + ".";
      case "cancel_booking" ->
          bookings.remove(booking) == null
              ? "There is no booking " + booking + "."
              : "Booking " + booking + " is cancelled.";
      case "send_email" -> {
        outbox.add(arguments.get("to") + "\n" + arguments.get("body"));
        yield "Mail sent to " + arguments.get("to") + ".";
      }
      case "save_note" -> {
        notes.computeIfAbsent(user, _ -> new CopyOnWriteArrayList<>()).add(arguments.get("text"));
        yield "Noted.";
      }
      default -> "There is no tool " + tool + ".";
    };
  }

  /// What the desk remembers of a customer.
  public List<String> notesOf(String user) {
    return List.copyOf(notes.getOrDefault(user, List.of()));
  }

  /// The mails sent so far: address, line end, body.
  public List<String> outbox() {
    return List.copyOf(outbox);
  }

  /// The arguments of one call, in order.
  public static SequencedMap<String, String> arguments(String name, String value) {
    SequencedMap<String, String> arguments = new LinkedHashMap<>();
    arguments.put(name, value);
    return arguments;
  }
}
