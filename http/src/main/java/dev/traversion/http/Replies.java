package dev.traversion.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import dev.traversion.http.json.Json;
import java.util.function.Consumer;

/** Answers that are no problem. */
final class Replies {
  private Replies() {}

  static HttpResponse json(Consumer<Json> members) {
    return HttpResponse.create()
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, Json.object(members)));
  }
}
