// env.CONFIG: the settings of this service, from a JSON file; every change is told.

import { readFile } from 'node:fs/promises';
import { unwatchFile, watchFile } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { ROOT_CONTEXT } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { now } from './clock.js';
import { jsonContent } from './content.js';

const POLL_MILLIS = 250;

/**
 * Reads the settings and follows the file. What was told before is remembered in the store, so that
 * a restart tells only what changed meanwhile.
 *
 * @param {object} options
 * @param {string | undefined} options.file a JSON object; no file, no settings
 * @param {Awaited<ReturnType<import('./state.js').openStore>>['settings']} options.settings
 * @param {import('@opentelemetry/api-logs').Logger} options.logger
 * @param {number} options.maxValueBytes
 * @param {(problem: Error) => void} options.onProblem told of a file that cannot be read
 * @returns {Promise<{binding: Record<string, any>, stop: () => void}>}
 */
export async function followConfig({ file, settings, logger, maxValueBytes, onProblem }) {
  let current = Object.freeze({});

  function tell(key, operation, value) {
    const attributes = {
      'traversion.config.key': key,
      'traversion.config.operation': operation,
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
      eventName: 'traversion.config.change',
      severityNumber: SeverityNumber.INFO,
      timestamp,
      observedTimestamp: timestamp,
      attributes,
      body,
      // A setting is nobody's request, even if one happens to be running.
      context: ROOT_CONTEXT,
    });
  }

  async function load() {
    const next = file ? JSON.parse(await readFile(file, 'utf8')) : {};
    if (next === null || typeof next !== 'object' || Array.isArray(next)) {
      throw new TypeError(`${file} is not a JSON object`);
    }
    const known = Object.fromEntries(await settings.iterator().all());
    for (const [key, value] of Object.entries(next)) {
      if (!(key in known) || !isDeepStrictEqual(known[key], value)) {
        await settings.put(key, value);
        tell(key, 'put', value);
      }
    }
    for (const key of Object.keys(known)) {
      if (!(key in next)) {
        await settings.del(key);
        tell(key, 'delete');
      }
    }
    current = deepFreeze(next);
  }

  await load();
  let loading = Promise.resolve();
  const reload = () => {
    // A half-written file does not parse: the settings stay, and the next poll reads it again.
    loading = loading.then(load).catch(onProblem);
  };
  if (file) {
    watchFile(file, { interval: POLL_MILLIS, persistent: false }, reload);
  }

  // Handlers may keep env for long: each read sees the settings of that moment.
  const binding = new Proxy(
    {},
    {
      get: (_, key) => current[key],
      has: (_, key) => key in current,
      ownKeys: () => Reflect.ownKeys(current),
      getOwnPropertyDescriptor: (_, key) =>
        key in current
          ? { value: current[key], enumerable: true, configurable: true, writable: false }
          : undefined,
      set: () => false,
      deleteProperty: () => false,
      defineProperty: () => false,
    },
  );
  return {
    binding,
    stop: async () => {
      if (file) {
        unwatchFile(file, reload);
      }
      await loading;
    },
  };
}

function deepFreeze(value) {
  if (value !== null && typeof value === 'object') {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
