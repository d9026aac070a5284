package dev.traversion.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The API's own document, asked whether a request and its answer keep to it. */
final class ApiContract {
  private static final JsonNode DOCUMENT = read();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private ApiContract() {}

  private static JsonNode read() {
    Path document =
        Path.of(System.getProperty("traversion.root"), "http/src/main/openapi/traversion.yaml");
    try {
      return new ObjectMapper(new YAMLFactory()).readTree(document.toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What is wrong with a GET; empty when nothing is. */
  static List<String> violations(String path, Set<String> parameters) {
    JsonNode operation = operation(path);
    if (operation.isMissingNode()) {
      return List.of("no such operation: GET " + path);
    }
    Set<String> unknown = new TreeSet<>(parameters);
    unknown.removeAll(declared(operation));
    return unknown.stream().map(name -> "GET " + path + " has no parameter " + name).toList();
  }

  /** What is wrong with a GET and its answer in JSON; empty when nothing is. */
  static List<String> violations(String path, Set<String> parameters, int status, String answer) {
    List<String> violations = new ArrayList<>(violations(path, parameters));
    JsonNode operation = operation(path);
    if (operation.isMissingNode()) {
      return violations;
    }
    JsonNode schema = schema(operation, status);
    if (schema.isMissingNode()) {
      violations.add("GET " + path + " does not answer " + status + " with JSON");
      return violations;
    }
    violations.addAll(violations(schema, answer));
    return violations;
  }

  private static JsonNode operation(String path) {
    for (Map.Entry<String, JsonNode> template : DOCUMENT.path("paths").properties()) {
      String pattern = template.getKey().replaceAll("\\{[^}]+}", "[^/]+");
      if (Pattern.matches(pattern, path)) {
        return template.getValue().path("get");
      }
    }
    return DOCUMENT.path("no such path");
  }

  private static Set<String> declared(JsonNode operation) {
    Set<String> names = new TreeSet<>();
    for (JsonNode parameter : operation.path("parameters")) {
      JsonNode resolved = resolve(parameter);
      if (resolved.path("in").asText().equals("query")) {
        names.add(resolved.path("name").asText());
      }
    }
    return names;
  }

  private static JsonNode schema(JsonNode operation, int status) {
    JsonNode responses = operation.path("responses");
    JsonNode response =
        resolve(responses.path(responses.has("" + status) ? "" + status : "default"));
    for (JsonNode content : response.path("content")) {
      return content.path("schema");
    }
    return response.path("content").path("schema");
  }

  private static JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? DOCUMENT.at(node.path("$ref").asText().substring(1)) : node;
  }

  private static List<String> violations(JsonNode schema, String answer) {
    ObjectNode whole = schema.deepCopy();
    whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    whole.set("components", DOCUMENT.path("components"));
    return REGISTRY.getSchema(whole.toString()).validate(answer, InputFormat.JSON).stream()
        .map(error -> error.getInstanceLocation() + " " + error.getMessage())
        .toList();
  }
}
