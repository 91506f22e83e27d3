package radio.nightshift.watchdog;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The sources in Icecast's statistics, which Icecast 2.3 to 2.5 and Icecast-KH write in the same
 * form.
 */
record IcecastStats(List<Source> sources) {
  private static final String NO_XML =
      "[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]";
  private static final String REMEDY =
      "; set watchdog.icecast.url to the address of Icecast itself";

  /**
   * A source.
   *
   * @param mount with its slash
   * @param ip its address; empty if the server does not know it, as with relays
   */
  record Source(String mount, String ip) {}

  /**
   * Reads statistics. Titles come from anywhere, and one in another encoding is no reason to bring
   * up a backup: what is no UTF-8, or no character of XML, is replaced.
   *
   * @throws CheckFailedException if they are none
   */
  static IcecastStats read(byte[] answer) throws CheckFailedException {
    String text = new String(answer, StandardCharsets.UTF_8).replaceAll(NO_XML, "\uFFFD");
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text));
      requireRoot(xml);
      return new IcecastStats(sources(xml));
    } catch (XMLStreamException e) {
      throw new CheckFailedException("Icecast answers what is no whole XML" + REMEDY);
    }
  }

  private static void requireRoot(XMLStreamReader xml)
      throws XMLStreamException, CheckFailedException {
    while (xml.next() != XMLStreamConstants.START_ELEMENT) {
      if (xml.getEventType() == XMLStreamConstants.DTD) {
        throw new CheckFailedException(
            "Icecast answers a document with a DOCTYPE, which its statistics never have" + REMEDY);
      }
    }
    if (!xml.getLocalName().equals("icestats")) {
      throw new CheckFailedException("Icecast answers something else than its statistics" + REMEDY);
    }
  }

  private static List<Source> sources(XMLStreamReader xml) throws XMLStreamException {
    List<Source> sources = new ArrayList<>();
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT) {
        if (xml.getLocalName().equals("source")) {
          sources.add(source(xml));
        } else {
          skip(xml);
        }
      }
    }
    return sources;
  }

  private static Source source(XMLStreamReader xml) throws XMLStreamException {
    String mount = xml.getAttributeValue(null, "mount");
    String ip = "";
    while (xml.next() != XMLStreamConstants.END_ELEMENT) {
      if (xml.isStartElement()) {
        if (xml.getLocalName().equals("source_ip")) {
          ip = xml.getElementText().strip();
        } else {
          skip(xml);
        }
      }
    }
    return new Source(mount == null ? "" : mount, ip);
  }

  /** Passes over an element with all that is in it. */
  private static void skip(XMLStreamReader xml) throws XMLStreamException {
    for (int depth = 1; depth > 0; ) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }
}
