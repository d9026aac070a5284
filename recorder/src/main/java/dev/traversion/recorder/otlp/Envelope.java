package dev.traversion.recorder.otlp;

import dev.traversion.model.event.Origin;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.recorder.Intake.Signal;
import dev.traversion.recorder.delivery.Delivery;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;

/**
 * Walks the frame that the three signals share: a request holds resources, a resource holds scopes,
 * a scope holds items.
 *
 * <p>Each level is walked twice: what describes the level may come after what it describes.
 */
final class Envelope {
  // the numbers are the same in Export*ServiceRequest, Resource* and Scope* of every signal
  private static final int RESOURCES = (1 << 3) | Wire.LEN;
  private static final int DESCRIPTION = (1 << 3) | Wire.LEN;
  private static final int CONTENT = (2 << 3) | Wire.LEN;
  private static final int SCHEMA_URL = (3 << 3) | Wire.LEN;

  private static final int RESOURCE_ATTRIBUTE = (Resource.ATTRIBUTES_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int RESOURCE_DROPPED =
      (Resource.DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER << 3) | Wire.VARINT;
  private static final int SCOPE_NAME = (InstrumentationScope.NAME_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int SCOPE_VERSION =
      (InstrumentationScope.VERSION_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int SCOPE_ATTRIBUTE =
      (InstrumentationScope.ATTRIBUTES_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int SCOPE_DROPPED =
      (InstrumentationScope.DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER << 3) | Wire.VARINT;

  /** Reads the items of one signal. */
  @FunctionalInterface
  interface Items {
    void read(long slice, Origin origin, Delivery.Place place);
  }

  private final Wire wire;
  private final AttributeReader attributes;
  private final Delivery delivery;
  private final String tenant;
  private final Items items;
  private final String resourcesName;
  private final String scopesName;
  private final String itemsName;

  private int resourceIndex = -1;
  private int scopeIndex;
  private int itemIndex;
  private final Delivery.Place place = this::place;

  Envelope(
      Signal signal,
      Wire wire,
      AttributeReader attributes,
      Delivery delivery,
      String tenant,
      Items items) {
    this.wire = wire;
    this.attributes = attributes;
    this.delivery = delivery;
    this.tenant = tenant;
    this.items = items;
    resourcesName =
        switch (signal) {
          case TRACES -> "resourceSpans";
          case LOGS -> "resourceLogs";
          case METRICS -> "resourceMetrics";
        };
    scopesName =
        switch (signal) {
          case TRACES -> "scopeSpans";
          case LOGS -> "scopeLogs";
          case METRICS -> "scopeMetrics";
        };
    itemsName =
        switch (signal) {
          case TRACES -> "spans";
          case LOGS -> "logRecords";
          case METRICS -> "metrics";
        };
  }

  void walk() {
    while (wire.hasMore()) {
      int tag = wire.tag();
      if (tag == RESOURCES) {
        resourceIndex++;
        resource(wire.slice());
      } else {
        wire.skip(tag);
      }
    }
  }

  private void resource(long slice) {
    var resource = describeResource(slice);
    address(resource);
    scopeIndex = -1;
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      if (tag == CONTENT) {
        scopeIndex++;
        scope(wire.slice(), resource);
      } else {
        wire.skip(tag);
      }
    }
    wire.close(outer);
  }

  private void scope(long slice, Origin.Resource resource) {
    var origin = new Origin(resource, describeScope(slice));
    itemIndex = -1;
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      if (tag == CONTENT) {
        itemIndex++;
        items.read(wire.slice(), origin, place);
      } else {
        wire.skip(tag);
      }
    }
    wire.close(outer);
  }

  private String place() {
    return "%s[%d].%s[%d].%s[%d]"
        .formatted(resourcesName, resourceIndex, scopesName, scopeIndex, itemsName, itemIndex);
  }

  private void address(Origin.Resource resource) {
    var name = resource.attributes().text(Conventions.SERVICE_NAME);
    var namespace = resource.attributes().text(Conventions.SERVICE_NAMESPACE);
    if (name == null || name.isEmpty()) {
      name = Conventions.UNKNOWN_SERVICE;
    }
    if (namespace == null) {
      namespace = "";
    }
    if (name.length() > ServiceId.MAX_PART_LENGTH) {
      delivery.refuse("service.name is longer than " + ServiceId.MAX_PART_LENGTH);
    } else if (namespace.length() > ServiceId.MAX_PART_LENGTH) {
      delivery.refuse("service.namespace is longer than " + ServiceId.MAX_PART_LENGTH);
    } else {
      delivery.of(new ServiceId(tenant, namespace, name));
    }
  }

  private Origin.Resource describeResource(long slice) {
    long description = 0;
    long schemaUrl = 0;
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case DESCRIPTION -> description = wire.slice();
        case SCHEMA_URL -> schemaUrl = wire.slice();
        default -> wire.skip(tag);
      }
    }
    wire.close(outer);

    attributes.clear();
    int dropped = 0;
    outer = wire.open(description);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case RESOURCE_ATTRIBUTE -> attributes.add(wire.slice());
        case RESOURCE_DROPPED -> dropped = wire.varint32();
        default -> wire.skip(tag);
      }
    }
    wire.close(outer);
    var url = attributes.text(schemaUrl, "schema_url");
    return new Origin.Resource(attributes.build(), dropped + attributes.dropped(), url);
  }

  private Origin.Scope describeScope(long slice) {
    long description = 0;
    long schemaUrl = 0;
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case DESCRIPTION -> description = wire.slice();
        case SCHEMA_URL -> schemaUrl = wire.slice();
        default -> wire.skip(tag);
      }
    }
    wire.close(outer);

    attributes.clear();
    long name = 0;
    long version = 0;
    int dropped = 0;
    outer = wire.open(description);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case SCOPE_NAME -> name = wire.slice();
        case SCOPE_VERSION -> version = wire.slice();
        case SCOPE_ATTRIBUTE -> attributes.add(wire.slice());
        case SCOPE_DROPPED -> dropped = wire.varint32();
        default -> wire.skip(tag);
      }
    }
    wire.close(outer);
    var nameText = attributes.text(name, "name");
    var versionText = attributes.text(version, "version");
    var url = attributes.text(schemaUrl, "schema_url");
    return new Origin.Scope(
        nameText, versionText, attributes.build(), dropped + attributes.dropped(), url);
  }
}
