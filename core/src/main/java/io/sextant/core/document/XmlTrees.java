package io.sextant.core.document;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads XML 1.0 without document types, so that no entity is expanded or fetched.
final class XmlTrees {
  private static final int MAX_DEPTH = 256;
  private static final int MAX_ELEMENTS = 4_000_000;

  private final IssueLog log;

  XmlTrees(IssueLog log) {
    this.log = log;
  }

  /// An element under construction.
  private record Open(
      Place place,
      String name,
      Map<String, String> attributes,
      List<XmlElement> children,
      StringBuilder text) {
    XmlElement close() {
      return new XmlElement(
          place, name, Map.copyOf(attributes), List.copyOf(children), text.toString().strip());
    }
  }

  Optional<XmlElement> read(String text) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
      try {
        return document(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      Location at = e.getLocation();
      log.error(
          Codes.SYNTAX,
          at == null ? Place.FILE : place(at),
          "not well-formed XML: " + firstLine(String.valueOf(e.getMessage())),
          "Save the file again with the tool that made it.");
      return Optional.empty();
    }
  }

  private Optional<XmlElement> document(XMLStreamReader reader) throws XMLStreamException {
    Deque<Open> open = new ArrayDeque<>();
    int elements = 0;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.DTD -> {
          log.error(
              Codes.OVER_LIMIT,
              place(reader.getLocation()),
              "the XML has a document type, which may expand without bound",
              "Remove the line that begins with <!DOCTYPE.");
          return Optional.empty();
        }
        case XMLStreamConstants.START_ELEMENT -> {
          if (++elements > MAX_ELEMENTS || open.size() >= MAX_DEPTH) {
            log.error(
                Codes.OVER_LIMIT,
                place(reader.getLocation()),
                "at most " + MAX_ELEMENTS + " elements, " + MAX_DEPTH + " deep, are read",
                "Split the file.");
            return Optional.empty();
          }
          open.push(start(reader));
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!open.isEmpty()) {
            open.element().text().append(reader.getText());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          XmlElement closed = open.pop().close();
          if (open.isEmpty()) {
            return Optional.of(closed);
          }
          open.element().children().add(closed);
        }
        default -> {
          // Comments and the like say nothing about the system.
        }
      }
    }
    return Optional.empty();
  }

  private static Open start(XMLStreamReader reader) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    return new Open(
        place(reader.getLocation()),
        reader.getLocalName(),
        attributes,
        new ArrayList<>(),
        new StringBuilder());
  }

  private static Place place(Location location) {
    return new Place(
        Math.max(0, location.getLineNumber()), Math.max(0, location.getColumnNumber()));
  }

  private static String firstLine(String message) {
    return message.replaceFirst("(?s)^.*?Message: ", "").lines().findFirst().orElse("");
  }
}
