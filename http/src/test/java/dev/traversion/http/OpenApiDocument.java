package dev.traversion.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The OpenAPI file, as tests hold routes and answers against it. */
final class OpenApiDocument {
  private static final String ID = "https://traversion.dev/openapi";

  private final JsonNode root;
  private final SchemaRegistry schemas;

  OpenApiDocument() {
    try (var in = OpenApiDocument.class.getResourceAsStream("openapi/traversion.yaml")) {
      root = new YAMLMapper().readTree(in);
      var schema = new JsonMapper().createObjectNode();
      schema.put("$id", ID).set("components", root.get("components"));
      var json = new JsonMapper().writeValueAsString(schema);
      schemas =
          SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(ID, json)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An operation and the names of its query parameters. */
  record Operation(String method, String path, List<String> parameters, JsonNode node) {
    @Override
    public String toString() {
      return method + " " + path + " " + parameters;
    }
  }

  /** All operations by method and path. */
  Map<String, Operation> operations() {
    var operations = new TreeMap<String, Operation>();
    for (var path : root.get("paths").properties()) {
      for (var method : path.getValue().properties()) {
        var parameters = new ArrayList<String>();
        for (var parameter : method.getValue().path("parameters")) {
          var resolved = resolved(parameter);
          if (resolved.get("in").asText().equals("query")) {
            parameters.add(resolved.get("name").asText());
          }
        }
        var name = method.getKey().toUpperCase(Locale.ROOT);
        operations.put(
            name + " " + path.getKey(),
            new Operation(
                name, path.getKey(), parameters.stream().sorted().toList(), method.getValue()));
      }
    }
    return operations;
  }

  /** The media types of the 200 answer. */
  List<String> produced(Operation operation) {
    var names = new ArrayList<String>();
    resolved(operation.node().get("responses").get("200"))
        .get("content")
        .fieldNames()
        .forEachRemaining(names::add);
    return names;
  }

  /** Holds an answer against the schema that an operation states for its status. */
  void assertFits(String operation, TestNode.Reply reply) {
    var responses = operations().get(operation).node().get("responses");
    var stated = responses.get(Integer.toString(reply.status()));
    var content = resolved(stated != null ? stated : responses.get("default")).get("content");
    var media = reply.contentType().replaceAll(";.*", "").trim();
    assertThat(content.has(media)).as("%s answers %s", operation, media).isTrue();
    var schema = content.get(media).get("schema");
    if (media.endsWith("json")) {
      assertFits(schema.get("$ref").asText().replaceAll(".*/", ""), reply.body());
    }
  }

  /** Holds JSON against a named schema. */
  void assertFits(String schema, String json) {
    var errors =
        schemas
            .getSchema(SchemaLocation.of(ID + "#/components/schemas/" + schema))
            .validate(json, InputFormat.JSON);
    assertThat(errors).as("%s in %s", schema, json).isEmpty();
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
  }
}
