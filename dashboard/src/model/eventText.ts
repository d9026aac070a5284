import type { Event } from './answers';
import { attributeText } from './attributes';
import { type Content, contentJson } from './content';
import { bytesText, durationText } from './format';
import { jsonLine } from './json';

/** What a list shows of an event. */
export interface EventText {
  /** What it is about: the call's name, the entity, the setting. */
  readonly title: string;
  /** What became of it: status and duration, the new value, the message. */
  readonly detail: string;
}

const VALUE_LENGTH = 160;

export function eventText(event: Event): EventText {
  switch (event.kind) {
    case 'call': {
      const status = event.exchange?.response.status;
      const outcome = [
        event.spanKind === 'client' || event.spanKind === 'producer' ? 'out' : '',
        status === undefined ? '' : String(status),
        durationText(event.durationNanos),
        event.status.message ?? '',
      ];
      return { title: event.name, detail: joined(outcome) };
    }
    case 'log':
      return {
        title: attributeText(event.body).slice(0, 500),
        detail: (event.severityText ?? severityName(event.severityNumber)).toLowerCase(),
      };
    case 'measurement':
      return { title: event.metric.name, detail: readingText(event.point, event.metric.unit) };
    case 'entity-change':
      return {
        title: `${event.entity.type}/${event.entity.key}`,
        detail: event.deleted ? 'deleted' : valueText(event.value),
      };
    case 'deployment':
      return {
        title: `version ${event.version}`,
        detail: joined([
          event.previousVersion === undefined ? '' : `was ${event.previousVersion}`,
          event.environment ?? '',
          event.commit?.slice(0, 10) ?? '',
        ]),
      };
    case 'config-change':
      return { title: event.key, detail: event.removed ? 'removed' : valueText(event.value) };
    case 'signal':
      return { title: event.name, detail: attributeText(event.body).slice(0, 500) };
    default:
      return event satisfies never;
  }
}

const joined = (parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join(' · ');

/** Content on one line. */
export function valueText(content: Content | undefined): string {
  if (content === undefined) return 'value not recorded';
  if ('text' in content) return content.text.slice(0, VALUE_LENGTH);
  if ('leftOut' in content) return beginningLine(content);
  const json = contentJson(content);
  return json === undefined ? 'binary' : jsonLine(json, VALUE_LENGTH);
}

/** The beginning of what is left out, on one line; how long it is where not even that is there. */
function beginningLine({ beginning, originalLength }: Extract<Content, { leftOut: true }>): string {
  if (beginning === undefined) return `${bytesText(originalLength)}, not loaded`;
  return `${beginning.replace(/\s+/g, ' ').slice(0, VALUE_LENGTH)}…`;
}

type Point = Extract<Event, { kind: 'measurement' }>['point'];

function readingText(point: Point, unit: string | undefined): string {
  const suffix = unit === undefined || unit === '1' ? '' : ` ${unit}`;
  const reading = point.value?.asInt ?? point.value?.asDouble;
  if (reading !== undefined) return `${String(reading)}${suffix}`;
  return joined([
    point.count === undefined ? '' : `${String(point.count)} readings`,
    point.sum === undefined ? '' : `sum ${String(point.sum)}${suffix}`,
  ]);
}

/** OpenTelemetry's names for ranges of severity numbers. */
export function severityName(number: number): string {
  if (number <= 0) return '';
  return ['trace', 'debug', 'info', 'warn', 'error', 'fatal'][Math.ceil(number / 4) - 1] ?? 'fatal';
}

/** The word and the shape of each kind; the shape says it where there is no room for the word. */
export const KIND_SIGNS: Readonly<Record<Event['kind'], { word: string; shape: string }>> = {
  call: { word: 'call', shape: '→' },
  log: { word: 'log', shape: '≡' },
  measurement: { word: 'measurement', shape: '∿' },
  'entity-change': { word: 'entity', shape: '●' },
  deployment: { word: 'deployment', shape: '⚑' },
  'config-change': { word: 'config', shape: '◆' },
  signal: { word: 'signal', shape: '!' },
};
