package dev.traversion.replay;

import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.EventId;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.state.CallState;
import dev.traversion.model.state.ConfigState;
import dev.traversion.model.state.DeploymentState;
import dev.traversion.model.state.EntityState;
import dev.traversion.model.state.ServiceState;
import dev.traversion.model.state.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The parts of a state, packed and unpacked: entities one by one, and the rest. */
final class StateParts {
  private StateParts() {}

  /** All of a state that is not an entity; calls are added to it chunk by chunk. */
  record Rest(
      long windowNanos,
      TreeMap<String, ConfigState> config,
      List<DeploymentState> deployments,
      List<CallState> calls) {

    ServiceState state(long atNanos, TreeMap<EntityRef, EntityState> entities)
        throws MalformedException {
      try {
        return ServiceState.of(atNanos, windowNanos, entities, config, deployments, calls);
      } catch (IllegalArgumentException _) {
        throw new MalformedException("a keyframe holds a call of another time");
      }
    }
  }

  /**
   * @param calls those of the state's calls that are written here
   */
  static void writeRest(Packer to, ServiceState state, List<CallState> calls) {
    to.unsigned(state.windowNanos());
    to.unsigned(state.config().size());
    for (var setting : state.config().values()) {
      to.text(setting.key());
      writeDocument(to, setting.value());
      writeStamp(to, setting.stamp());
    }
    to.unsigned(state.deployments().size());
    for (var deployment : state.deployments()) {
      to.text(deployment.version());
      to.text(deployment.commit());
      writeStamp(to, deployment.stamp());
    }
    writeCalls(to, calls);
  }

  static void writeCalls(Packer to, List<CallState> calls) {
    to.unsigned(calls.size());
    calls.forEach(call -> writeCall(to, call));
  }

  static void readCalls(Unpacker from, List<CallState> calls) throws MalformedException {
    for (int left = from.count(); left > 0; left--) {
      calls.add(readCall(from));
    }
  }

  static Rest readRest(Unpacker from) throws MalformedException {
    long window = from.unsigned();
    var config = new TreeMap<String, ConfigState>();
    for (int left = from.count(); left > 0; left--) {
      var key = from.text();
      config.put(key, new ConfigState(key, readDocument(from), readStamp(from)));
    }
    var deployments = new ArrayList<DeploymentState>();
    for (int left = from.count(); left > 0; left--) {
      deployments.add(new DeploymentState(from.text(), from.text(), readStamp(from)));
    }
    var calls = new ArrayList<CallState>();
    readCalls(from, calls);
    return new Rest(window, config, deployments, calls);
  }

  static void writeEntity(Packer to, EntityState held) {
    to.text(held.entity().type());
    to.text(held.entity().key());
    writeDocument(to, held.value());
    writeStamp(to, held.stamp());
    writeContext(to, held.writer());
    to.text(held.serviceVersion());
  }

  static EntityState readEntity(Unpacker from) throws MalformedException {
    var type = from.text();
    var key = from.text();
    if (type.isEmpty() || key.isEmpty()) {
      throw new MalformedException("an entity has no name");
    }
    return new EntityState(
        new EntityRef(type, key),
        readDocument(from),
        readStamp(from),
        readContext(from),
        from.text());
  }

  private static void writeCall(Packer to, CallState call) {
    writeId(to, call.id());
    writeContext(to, call.context());
    to.text(call.name());
    to.unsigned(call.spanKind());
    to.signed(call.startNanos());
    to.signed(call.endNanos());
    to.flag(call.error());
  }

  private static CallState readCall(Unpacker from) throws MalformedException {
    return new CallState(
        readId(from),
        readContext(from),
        from.text(),
        (int) from.unsigned(),
        from.signed(),
        from.signed(),
        from.flag());
  }

  private static void writeDocument(Packer to, Optional<Document> document) {
    to.flag(document.isPresent());
    if (document.isPresent()) {
      to.text(document.get().json());
      to.flag(document.get().truncated());
      to.unsigned(document.get().originalLength());
    }
  }

  private static Optional<Document> readDocument(Unpacker from) throws MalformedException {
    return from.flag()
        ? Optional.of(new Document(from.text(), from.flag(), from.unsigned()))
        : Optional.empty();
  }

  private static void writeStamp(Packer to, Stamp stamp) {
    to.signed(stamp.occurredAtNanos());
    writeId(to, stamp.id());
  }

  private static Stamp readStamp(Unpacker from) throws MalformedException {
    return new Stamp(from.signed(), readId(from));
  }

  private static void writeId(Packer to, EventId id) {
    to.word(id.high());
    to.word(id.low());
  }

  private static EventId readId(Unpacker from) throws MalformedException {
    return new EventId(from.word(), from.word());
  }

  private static void writeContext(Packer to, SpanContext context) {
    boolean none = context.equals(SpanContext.none());
    to.flag(!none);
    if (!none) {
      to.word(context.traceId().high());
      to.word(context.traceId().low());
      to.word(context.spanId().value());
    }
  }

  private static SpanContext readContext(Unpacker from) throws MalformedException {
    return from.flag()
        ? new SpanContext(new TraceId(from.word(), from.word()), new SpanId(from.word()))
        : SpanContext.none();
  }
}
