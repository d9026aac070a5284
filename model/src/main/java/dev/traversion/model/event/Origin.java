package dev.traversion.model.event;

import dev.traversion.model.attribute.Attributes;

/**
 * Where an event came from: the OTLP resource and instrumentation scope it was exported under.
 * Thousands of events share one origin; frames store each once.
 */
public record Origin(Resource resource, Scope scope) {
  private static final Origin UNKNOWN = new Origin(Resource.none(), Scope.none());

  public static Origin unknown() {
    return UNKNOWN;
  }

  /**
   * @param droppedAttributes how many attributes the sender left out
   * @param schemaUrl empty when not given
   */
  public record Resource(Attributes attributes, int droppedAttributes, String schemaUrl) {
    static Resource none() {
      return new Resource(Attributes.none(), 0, "");
    }
  }

  /**
   * @param name the instrumentation scope's name; empty when not given
   * @param version empty when not given
   * @param droppedAttributes how many attributes the sender left out
   * @param schemaUrl empty when not given
   */
  public record Scope(
      String name, String version, Attributes attributes, int droppedAttributes, String schemaUrl) {
    static Scope none() {
      return new Scope("", "", Attributes.none(), 0, "");
    }
  }
}
