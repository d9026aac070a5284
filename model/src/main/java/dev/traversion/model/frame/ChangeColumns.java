package dev.traversion.model.frame;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.SystemSignal;
import java.util.List;
import java.util.function.Function;

/** What the rarer kinds have besides times, ids and severities, each kind's columns together. */
final class ChangeColumns {
  private static final Deployment.Source[] SOURCES = Deployment.Source.values();

  final Changes entityChanges;
  final Changes configChanges;
  final String[] configKeys;
  final Deployments deployments;
  final Signals signals;

  /** Values, attributes and ordinals of entity or config changes. */
  record Changes(DocumentColumn values, Attributes[] attributes, long[] ordinals) {}

  record Deployments(
      String[] versions,
      String[] previous,
      String[] commits,
      String[] environments,
      Deployment.Source[] sources,
      Attributes[] attributes,
      long[] ordinals) {}

  record Signals(String[] names, Value[] bodies, Attributes[] attributes, long[] ordinals) {}

  /** Entities have a section of their own, which is read without the rest. */
  static void writeEntities(ColumnSink out, List<EntityChange> changes) {
    TextColumn.write(out, texts(changes, change -> change.entity().type()), changes.size());
    TextColumn.write(out, texts(changes, change -> change.entity().key()), changes.size());
  }

  static EntityRef[] readEntities(ColumnSource in, int n) {
    var types = TextColumn.read(in, n);
    var keys = TextColumn.read(in, n);
    var entities = new EntityRef[n];
    for (int i = 0; i < n; i++) {
      if (types[i].isEmpty() || keys[i].isEmpty()) {
        throw new MalformedColumnException("an entity without type or key");
      }
      entities[i] = new EntityRef(types[i], keys[i]);
    }
    return entities;
  }

  static void write(ColumnSink out, FrameRows rows) {
    var entities = rows.entityChanges;
    DocumentColumn.write(out, entities.stream().map(EntityChange::value).toList());
    tail(out, entities, EntityChange::attributes, EntityChange::ordinal);

    var configs = rows.configChanges;
    TextColumn.write(out, texts(configs, ConfigChange::key), configs.size());
    DocumentColumn.write(out, configs.stream().map(ConfigChange::value).toList());
    tail(out, configs, ConfigChange::attributes, ConfigChange::ordinal);

    var deployments = rows.deployments;
    int n = deployments.size();
    TextColumn.write(out, texts(deployments, Deployment::version), n);
    TextColumn.write(out, texts(deployments, Deployment::previousVersion), n);
    TextColumn.write(out, texts(deployments, Deployment::commit), n);
    TextColumn.write(out, texts(deployments, Deployment::environment), n);
    IntColumn.write(
        out, deployments.stream().mapToLong(event -> event.source().ordinal()).toArray(), n);
    tail(out, deployments, Deployment::attributes, Deployment::ordinal);

    var signals = rows.signals;
    TextColumn.write(out, texts(signals, SystemSignal::name), signals.size());
    ValueColumn.writeMixed(
        out, signals.stream().map(SystemSignal::body).toArray(Value[]::new), signals.size(), 0);
    tail(out, signals, SystemSignal::attributes, SystemSignal::ordinal);
  }

  private static <T> String[] texts(List<T> events, Function<T, String> field) {
    return events.stream().map(field).toArray(String[]::new);
  }

  private static <T> void tail(
      ColumnSink out,
      List<T> events,
      Function<T, Attributes> attributes,
      Function<T, Integer> ordinal) {
    int n = events.size();
    AttributesColumn.write(out, events.stream().map(attributes).toArray(Attributes[]::new), n, 0);
    IntColumn.write(out, events.stream().mapToLong(ordinal::apply).toArray(), n);
  }

  ChangeColumns(ColumnSource in, int entities, int configs, int deployed, int signalled) {
    entityChanges = readChanges(in, entities);
    configKeys = TextColumn.read(in, configs);
    configChanges = readChanges(in, configs);
    var versions = TextColumn.read(in, deployed);
    var previous = TextColumn.read(in, deployed);
    var commits = TextColumn.read(in, deployed);
    var environments = TextColumn.read(in, deployed);
    var sourceOrdinals = IntColumn.read(in, deployed);
    var sources = new Deployment.Source[deployed];
    for (int i = 0; i < deployed; i++) {
      sources[i] = SOURCES[ColumnSource.checkedIndex(sourceOrdinals[i], SOURCES.length)];
    }
    deployments =
        new Deployments(
            versions,
            previous,
            commits,
            environments,
            sources,
            AttributesColumn.read(in, deployed, 0),
            IntColumn.read(in, deployed));
    signals =
        new Signals(
            TextColumn.read(in, signalled),
            ValueColumn.readMixed(in, signalled, 0),
            AttributesColumn.read(in, signalled, 0),
            IntColumn.read(in, signalled));
  }

  private static Changes readChanges(ColumnSource in, int n) {
    return new Changes(
        new DocumentColumn(in, n), AttributesColumn.read(in, n, 0), IntColumn.read(in, n));
  }
}
