import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Adds up JUnit XML reports. Run from its source, for it must speak even when nothing else compiles.
 *
 * <p>Usage: {@code java TestTally.java [--list-skipped] [--broken=WHAT]... [--must-fail=REPORT]...
 * FOLDER...}. The last line is the sum; what broke without a report counts as failed, and so does a
 * run that ended badly though its report names no failed test. Exit code 0 when something passed
 * and nothing failed.
 */
final class TestTally {
  private int passed;
  private final List<String> failed = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final List<Path> endedBadly = new ArrayList<>();

  public static void main(String[] args) throws IOException {
    var tally = new TestTally();
    boolean listSkipped = false;
    for (String arg : args) {
      if (arg.equals("--list-skipped")) {
        listSkipped = true;
      } else if (arg.startsWith("--broken=")) {
        tally.failed.add(arg.substring("--broken=".length()));
      } else if (arg.startsWith("--must-fail=")) {
        tally.endedBadly.add(Path.of(arg.substring("--must-fail=".length())));
      } else {
        tally.addFolder(Path.of(arg));
      }
    }
    tally.print(listSkipped);
    System.exit(tally.passed > 0 && tally.failed.isEmpty() ? 0 : 1);
  }

  private void addFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(TestTally::isReport).sorted().toList()) {
        addReport(file);
      }
    }
  }

  private static boolean isReport(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("TEST-") && name.endsWith(".xml");
  }

  private void addReport(Path file) throws IOException {
    int before = failed.size();
    read(file);
    if (failed.size() == before && endedBadly.contains(file)) {
      failed.add("the run that wrote " + file.getFileName() + " ended badly, naming no test");
    }
  }

  private void read(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      XMLInputFactory factory = XMLInputFactory.newFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      addCases(factory.createXMLStreamReader(bytes));
    } catch (XMLStreamException cut) {
      failed.add("unreadable report " + file + ": the tests' JVM may have died while writing it");
    }
  }

  private void addCases(XMLStreamReader xml) throws XMLStreamException {
    String test = null;
    String outcome = null;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          switch (xml.getLocalName()) {
            case "testcase" -> {
              test = name(xml);
              outcome = null;
            }
            // a failed test that passed when rerun is reported as flakyFailure: it passed
            case "failure", "error" -> outcome = test + reason(xml);
            case "skipped" -> outcome = outcome == null ? "" : outcome;
            default -> {}
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (xml.getLocalName().equals("testcase")) {
            count(test, outcome);
          }
        }
        default -> {}
      }
    }
  }

  private void count(String test, String outcome) {
    if (outcome == null) {
      passed++;
    } else if (outcome.isEmpty()) {
      skipped.add(test);
    } else {
      failed.add(outcome);
    }
  }

  private static String name(XMLStreamReader xml) {
    String name = xml.getAttributeValue(null, "name");
    String in = xml.getAttributeValue(null, "classname");
    return in == null || in.isEmpty() || in.equals("test") ? name : in + " > " + name;
  }

  private static String reason(XMLStreamReader xml) {
    String message = xml.getAttributeValue(null, "message");
    String type = xml.getAttributeValue(null, "type");
    String text = message == null ? type : message;
    return text == null ? "" : ": " + text.strip().lines().findFirst().orElse("");
  }

  private void print(boolean listSkipped) {
    System.out.println();
    failed.forEach(test -> System.out.println("FAILED  " + test));
    if (listSkipped) {
      skipped.forEach(test -> System.out.println("SKIPPED " + test));
    }
    if (passed + failed.size() + skipped.size() == 0) {
      System.out.println("No test ran.");
    }
    String more = skipped.isEmpty() ? "" : ", " + skipped.size() + " skipped";
    System.out.println(passed + " passed, " + failed.size() + " failed" + more);
  }
}
