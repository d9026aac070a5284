package dev.traversion.model.frame;

import java.util.Locale;

/** The separately readable parts of a frame. The ordinal is stored: append only. */
enum FrameSection {
  /** Kinds, occurredAt, ends, recordedAt. */
  TIMES,
  /** Status codes and severities. */
  STATUS,
  /** Trace and span ids, parents, the calls that other events belong to. */
  IDS,
  /** Types and keys of changed entities. */
  ENTITIES,
  /** Resources and scopes. */
  ORIGINS,
  /** What calls have besides times, ids and attributes. */
  CALLS,
  CALL_ATTRIBUTES,
  /** What log lines have besides times, ids and attributes. */
  LOGS,
  LOG_ATTRIBUTES,
  MEASUREMENTS,
  /** Values of entity changes; deployments, config changes and signals. */
  CHANGES;

  /** The name in {@link DamagedFrameException#column()}. */
  String column() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
