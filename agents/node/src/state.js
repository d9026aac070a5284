// env.STATE: the entities of this service, in an embedded LevelDB; every change is told.

import { context } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { ClassicLevel } from 'classic-level';
import { now } from './clock.js';
import { jsonContent } from './content.js';

const KEY = /^([^/\s]+)\/(.+)$/s;
const MAX_LIST = 1000;

/** Opens the store of a service: its entities, and what the agent itself must remember. */
export async function openStore(directory) {
  const database = new ClassicLevel(directory, { valueEncoding: 'json' });
  await database.open();
  return {
    entities: database.sublevel('entity', { valueEncoding: 'json' }),
    settings: database.sublevel('setting', { valueEncoding: 'json' }),
    close: () => database.close(),
  };
}

/**
 * The binding a handler sees.
 *
 * @param {object} options
 * @param {Awaited<ReturnType<typeof openStore>>['entities']} options.entities
 * @param {import('@opentelemetry/api-logs').Logger} options.logger
 * @param {number} options.maxValueBytes the most bytes of a value that a change tells
 */
export function stateBinding({ entities, logger, maxValueBytes }) {
  // Writes to one key are told in the order in which the store applied them.
  const writing = new Map();

  function inTurn(key, write) {
    const turn = (writing.get(key) ?? Promise.resolve()).then(write, write);
    const settled = turn.catch(() => {});
    writing.set(key, settled);
    settled.then(() => writing.get(key) === settled && writing.delete(key));
    return turn;
  }

  function tell(type, key, operation, value) {
    const attributes = {
      'traversion.entity.type': type,
      'traversion.entity.key': key,
      'traversion.entity.operation': operation,
    };
    let body;
    if (operation === 'put') {
      const content = jsonContent(value, maxValueBytes);
      body = content.text;
      attributes['traversion.value.format'] = 'json';
      if (content.truncated) {
        attributes['traversion.value.truncated'] = true;
        attributes['traversion.value.size'] = content.size;
      }
    }
    const timestamp = now();
    logger.emit({
      eventName: 'traversion.entity.change',
      severityNumber: SeverityNumber.INFO,
      timestamp,
      observedTimestamp: timestamp,
      attributes,
      body,
      context: context.active(),
    });
  }

  return Object.freeze({
    /**
     * @param {string} key `type/key`, e.g. `order/42`
     * @returns {Promise<any>} the value, or null when there is none
     */
    async get(key) {
      entityOf(key);
      return (await entities.get(key)) ?? null;
    },

    /**
     * @param {string} key
     * @param {unknown} value anything JSON can hold
     */
    async put(key, value) {
      const [type, id] = entityOf(key);
      // As JSON at once: what is stored and told is the value as it was when put was called.
      const text = JSON.stringify(value);
      if (text === undefined) {
        throw new TypeError(`the value of ${key} is not JSON`);
      }
      const plain = JSON.parse(text);
      await inTurn(key, async () => {
        await entities.put(key, plain);
        tell(type, id, 'put', plain);
      });
    },

    /** @param {string} key */
    async delete(key) {
      const [type, id] = entityOf(key);
      await inTurn(key, async () => {
        await entities.del(key);
        tell(type, id, 'delete');
      });
    },

    /**
     * Entities in the order of their keys.
     *
     * @param {object} [options]
     * @param {string} [options.prefix] e.g. `order/`
     * @param {number} [options.limit] at most, and by default, 1000
     * @param {string | null} [options.cursor] from the answer before
     * @returns {Promise<{entries: {key: string, value: any}[], cursor: string | null}>}
     */
    async list({ prefix = '', limit = MAX_LIST, cursor = null } = {}) {
      const wanted = Math.max(1, Math.min(limit, MAX_LIST));
      const range = cursor ? { gt: cursor } : { gte: prefix };
      const entries = [];
      for await (const [key, value] of entities.iterator({ ...range, limit: wanted + 1 })) {
        if (!key.startsWith(prefix)) {
          break;
        }
        entries.push({ key, value });
      }
      const more = entries.length > wanted;
      const page = more ? entries.slice(0, wanted) : entries;
      return { entries: page, cursor: more ? page.at(-1).key : null };
    },
  });
}

function entityOf(key) {
  const parts = typeof key === 'string' ? KEY.exec(key) : null;
  if (!parts) {
    throw new TypeError(`a state key is 'type/key', e.g. 'order/42', not ${JSON.stringify(key)}`);
  }
  return [parts[1], parts[2]];
}
