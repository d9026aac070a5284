import type { components } from 'traversion-api';
import { bytesText } from './format';
import type { Json } from './json';

export type AnyValue = components['schemas']['AnyValue'];
export type Attributes = components['schemas']['Attributes'];

/** An OpenTelemetry value as JSON: 64-bit integers keep their digits, bytes are Base64 text. */
export function attributeJson(value: AnyValue): Json {
  if (value.stringValue !== undefined) return { kind: 'string', value: value.stringValue };
  if (value.boolValue !== undefined) return { kind: 'boolean', value: value.boolValue };
  if (value.intValue !== undefined) return { kind: 'number', text: value.intValue };
  if (value.doubleValue !== undefined) return double(value.doubleValue);
  if (value.bytesValue !== undefined) return { kind: 'string', value: value.bytesValue };
  if (value.leftOut !== undefined) return { kind: 'string', value: beginningOf(value.leftOut) };
  if (value.arrayValue !== undefined) {
    return { kind: 'array', items: value.arrayValue.values.map(attributeJson) };
  }
  return value.kvlistValue === undefined
    ? { kind: 'null' }
    : attributesJson(value.kvlistValue.values);
}

/** Attributes as one object; equal keys stay two. */
export function attributesJson(attributes: Attributes): Json {
  const members = attributes.map(({ key, value }) => ({ key, value: attributeJson(value) }));
  return { kind: 'object', members };
}

/** What is at hand of a value that a list of events left out. */
function beginningOf({ beginning, originalLength }: NonNullable<AnyValue['leftOut']>): string {
  return beginning === undefined ? `${bytesText(originalLength)}, not loaded` : `${beginning}…`;
}

function double(value: number | string): Json {
  return typeof value === 'number'
    ? { kind: 'number', text: String(value) }
    : { kind: 'string', value };
}

/** An OpenTelemetry value on one line: text bare, everything else as JSON. */
export function attributeText(value: AnyValue): string {
  return value.stringValue ?? plain(attributeJson(value));
}

function plain(value: Json): string {
  switch (value.kind) {
    case 'string':
      return value.value;
    case 'number':
      return value.text;
    case 'boolean':
      return String(value.value);
    case 'null':
      return '';
    case 'array':
      return `[${value.items.map(plain).join(', ')}]`;
    case 'object':
      return `{${value.members.map((m) => `${m.key}: ${plain(m.value)}`).join(', ')}}`;
    default:
      return value satisfies never;
  }
}

/** The text of an attribute, where it is there. */
export function attributeNamed(attributes: Attributes, key: string): string | undefined {
  const found = attributes.find((attribute) => attribute.key === key);
  return found === undefined ? undefined : attributeText(found.value);
}
