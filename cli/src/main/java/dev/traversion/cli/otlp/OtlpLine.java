package dev.traversion.cli.otlp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a line of an OTLP file is: an export request, told by the one member that OTLP gives it.
 *
 * @param items spans, log records or data points
 * @param about what the line says of the file it is in: only in files that Traversion wrote
 */
public record OtlpLine(Signal signal, long items, Optional<JsonNode> about) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ABOUT = "traversion";

  /** A line is no export request; the message says why. */
  public static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableException(String why) {
      super(why);
    }
  }

  /** Reads a line, without holding more of it than its bytes. */
  public static OtlpLine read(byte[] line) throws UnreadableException {
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableException("not a JSON object");
      }
      OtlpLine read = object(parser);
      if (parser.nextToken() != null) {
        throw new UnreadableException("something follows the JSON object");
      }
      return read;
    } catch (JsonProcessingException fault) {
      String what = String.valueOf(fault.getOriginalMessage()).replaceFirst(" \\(start .*", "");
      throw new UnreadableException(
          "not JSON: " + what + " at byte " + fault.getLocation().getByteOffset());
    } catch (IOException impossible) {
      throw new IllegalStateException("memory does not fail", impossible);
    }
  }

  private static OtlpLine object(JsonParser parser) throws IOException, UnreadableException {
    Optional<Signal> signal = Optional.empty();
    Optional<JsonNode> about = Optional.empty();
    long items = 0;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      Optional<Signal> named = named(name);
      if (named.isPresent()) {
        if (signal.isPresent() && !signal.equals(named)) {
          throw new UnreadableException("it holds more than one signal");
        }
        signal = named;
        items += items(parser, named.get().path());
      } else if (name.equals(ABOUT) && parser.currentToken() == JsonToken.START_OBJECT) {
        about = Optional.of(parser.readValueAsTree());
      } else {
        parser.skipChildren();
      }
    }
    if (signal.isEmpty()) {
      throw new UnreadableException(
          "no export request: none of resourceSpans, resourceLogs, resourceMetrics is in it");
    }
    return new OtlpLine(signal.get(), items, about);
  }

  private static Optional<Signal> named(String member) {
    for (Signal signal : Signal.values()) {
      if (signal.member().equals(member)) {
        return Optional.of(signal);
      }
    }
    return Optional.empty();
  }

  /** Counts the items below a value; the parser ends at the value's last token. */
  private static long items(JsonParser parser, List<Set<String>> path) throws IOException {
    long items = 0;
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (path.isEmpty()) {
          parser.skipChildren();
          items++;
        } else {
          items += items(parser, path);
        }
      }
    } else if (parser.currentToken() == JsonToken.START_OBJECT && !path.isEmpty()) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        boolean leads = path.getFirst().contains(parser.currentName());
        parser.nextToken();
        if (leads) {
          items += items(parser, path.subList(1, path.size()));
        } else {
          parser.skipChildren();
        }
      }
    } else {
      parser.skipChildren();
    }
    return items;
  }
}
