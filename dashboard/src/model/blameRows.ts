import type { EntityBlame } from './answers';
import { type EpochNanos, parseInstant } from './time';

/** Who last set a top-level field of an entity. */
export interface BlameRow {
  /** The member's name; `value` where the whole value is no object and no array. */
  readonly field: string;
  /** The JSON text of a field that holds no others; absent when not known. */
  readonly value: string | undefined;
  /** Fields that it holds, however deep; 0 for one that holds no others. */
  readonly parts: number;
  /** The newest write among those that set its parts; absent when none is known. */
  readonly setBy: Setter | undefined;
  /** Whether one of its parts has no known write: that one may be newer. */
  readonly unsure: boolean;
}

export interface Setter {
  readonly at: EpochNanos;
  readonly occurredAt: string;
  /** The inbound call that it was done for, else the call that wrote; absent when not known. */
  readonly operation: string | undefined;
  readonly version: string | undefined;
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
}

type Field = EntityBlame['fields'][number];

/** One row a top-level field, in the order of the answer, which names the fields that hold no others. */
export function blameRows(blame: EntityBlame): readonly BlameRow[] {
  const byMember = new Map<string, Field[]>();
  for (const field of blame.fields) {
    const name = memberOf(field.path);
    const known = byMember.get(name);
    if (known === undefined) byMember.set(name, [field]);
    else known.push(field);
  }
  return [...byMember].map(([name, fields]) => rowOf(name, fields));
}

function rowOf(field: string, fields: readonly Field[]): BlameRow {
  const setters = fields.flatMap(({ setBy }) => setterOf(setBy) ?? []);
  const only = fields.length === 1 ? fields[0] : undefined;
  const isWhole = only !== undefined && only.path.lastIndexOf('/') <= 0;
  const json = only?.value.json;
  return {
    field,
    value: isWhole && typeof json === 'string' ? json : undefined,
    parts: isWhole ? 0 : fields.length,
    setBy: setters.reduce<Setter | undefined>(
      (newest, setter) => (newest === undefined || setter.at > newest.at ? setter : newest),
      undefined,
    ),
    unsure: setters.length < fields.length,
  };
}

function setterOf(write: Field['setBy']): Setter | undefined {
  const at = write === undefined ? undefined : parseInstant(write.occurredAt);
  if (write === undefined || at === undefined) return undefined;
  return {
    at,
    occurredAt: write.occurredAt,
    operation: write.entry ?? write.operation,
    version: write.serviceVersion,
    traceId: write.traceId,
    spanId: write.spanId,
  };
}

/** The first name of a JSON pointer (RFC 6901). */
function memberOf(pointer: string): string {
  const name = pointer.split('/')[1];
  return name === undefined ? 'value' : name.replaceAll('~1', '/').replaceAll('~0', '~');
}
