import type { EntityChangeEvent, EntityHistory, Origins } from './answers';
import { attributeNamed } from './attributes';
import { contentJson } from './content';
import { instantOf } from './eventInstant';
import { type FieldChanges, fieldChanges } from './jsonPairs';
import { type EpochNanos, epochNanos } from './time';

/** One write of an entity: when, by whom, and what it changed. */
export interface HistoryRow {
  readonly id: string;
  readonly occurredAt: string;
  readonly at: EpochNanos;
  readonly what: 'created' | 'changed' | 'rewritten' | 'deleted';
  /** Fields against the write before; empty where that one is not loaded or has no JSON. */
  readonly changes: FieldChanges;
  /** Whether the write before is known, so that `changes` means something. */
  readonly compared: boolean;
  /** `service.version` of the writer; absent when not known. */
  readonly version?: string;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly content: EntityChangeEvent['value'];
}

const MOST_FIELDS = 50;

/** Rows from answers, newest first, as the API gives them; each is compared with the one below. */
export function historyRows(pages: readonly EntityHistory[]): HistoryRow[] {
  const writes = pages.flatMap((page) =>
    page.items.map((change) => ({ change, version: versionOf(page.origins, change.origin) })),
  );
  const whole = pages.at(-1)?.next === undefined;
  return writes.map(({ change, version }, i) => row(change, writes[i + 1]?.change, version, whole));
}

function row(
  change: EntityChangeEvent,
  before: EntityChangeEvent | undefined,
  version: string | undefined,
  whole: boolean,
): HistoryRow {
  const first = before === undefined ? whole : before.deleted;
  const now = contentJson(change.value);
  const was = before?.deleted === false ? contentJson(before.value) : undefined;
  const compared = before !== undefined && !before.deleted && !change.deleted;
  const both = now !== undefined && was !== undefined;
  const changes = both ? fieldChanges(was, now, MOST_FIELDS) : { items: [], more: false };
  return {
    id: change.id,
    occurredAt: change.occurredAt,
    at: instantOf(change) ?? epochNanos(0n),
    what: change.deleted
      ? 'deleted'
      : first
        ? 'created'
        : compared && both && changes.items.length === 0
          ? 'rewritten'
          : 'changed',
    changes,
    compared: compared && both,
    content: change.value,
    ...(version === undefined ? {} : { version }),
    ...(change.traceId === undefined ? {} : { traceId: change.traceId }),
    ...(change.spanId === undefined ? {} : { spanId: change.spanId }),
  };
}

/** `service.version` of an event's origin. */
export function versionOf(origins: Origins, origin: number): string | undefined {
  const resource = origins[origin]?.resource;
  return resource === undefined
    ? undefined
    : attributeNamed(resource.attributes, 'service.version');
}

/** The write that gave the value at the instant: the newest at or before it. */
export function writeAt(rows: readonly HistoryRow[], at: EpochNanos): HistoryRow | undefined {
  return rows.find((write) => write.at <= at);
}

/**
 * The write before one that is known by its id, if both are loaded. Not by times: those of a value are
 * by the service's own clock, which may be off.
 */
export function writeBefore(rows: readonly HistoryRow[], id: string): HistoryRow | undefined {
  const index = rows.findIndex((write) => write.id === id);
  return index < 0 ? undefined : rows[index + 1];
}
