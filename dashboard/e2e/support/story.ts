/** What happened in the demo's story, as `traversion demo --once --hold` wrote it. */
import { readFileSync } from 'node:fs';

export interface Story {
  readonly api: string;
  /** The link that the demo prints: the last moment at which the cart was right. */
  readonly dashboard: string;
  readonly begin: string;
  readonly end: string;
  readonly cart: string;
  readonly order: string;
  readonly badDeploymentBegun: string;
  readonly badDeploymentDone: string;
  readonly badVersion: string;
  readonly settingChanged: string;
  readonly before: string;
  readonly after: string;
  readonly invoiceTrace: string;
  readonly refundTrace: string;
}

function read(): Story {
  const file = process.env.TRAVERSION_FACTS;
  if (file === undefined) {
    throw new Error(
      'TRAVERSION_FACTS names the file that `traversion demo --once --hold FILE` wrote',
    );
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Story;
}

export const story = read();

/** Nanoseconds since the epoch of an RFC 3339 text in UTC. */
export function nanos(text: string): bigint {
  const [, whole = '', fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(text) ?? [];
  return BigInt(Date.parse(`${whole}Z`)) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

/** The discounts of the cart's lines, as the API tells them of an instant. */
export async function discounts(at: string): Promise<readonly number[]> {
  const path = `/api/v1/services/shop%2Fcart/entities/cart/${story.cart}`;
  const answer = await fetch(`${story.api}${path}?at=${at}`);
  const { entity } = (await answer.json()) as {
    entity: { value: { json: { lines: readonly { discountCents: number }[] } } };
  };
  return entity.value.json.lines.map((line) => line.discountCents);
}
