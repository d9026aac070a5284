// Hosts a fetch-style handler and records it: see README.md.

import { mkdir } from 'node:fs/promises';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { followConfig } from './config.js';
import { recordConsole } from './console.js';
import { DEFAULT_HEADERS } from './headers.js';
import { hostHandler } from './host.js';
import { recordingFetch } from './outbound.js';
import { openStore, stateBinding } from './state.js';
import { startTelemetry } from './telemetry.js';

export { DEFAULT_HEADERS };

/**
 * @typedef {object} Options
 * @property {string} entry path of the handler module; its default export has `fetch(request, env, ctx)`
 * @property {import('./telemetry.js').ServiceIdentity} service
 * @property {string} endpoint OTLP/HTTP receiver, e.g. `http://127.0.0.1:4318`
 * @property {'http/protobuf' | 'http/json'} [protocol] how telemetry is sent; protobuf by default
 * @property {string} data directory of the service's state
 * @property {string} [config] JSON file of the service's settings
 * @property {string} [host] address to listen on; loopback by default
 * @property {number} [port] 0 (the default) takes a free one
 * @property {number} [maxBodyBytes] the most bytes of a body that a span keeps; 64 KiB by default
 * @property {number} [maxValueBytes] the most bytes of an entity that a change tells; 64 KiB by default
 * @property {number} [maxRequestBytes] the largest request body taken; 10 MiB by default
 * @property {readonly string[]} [headers] names, in lower case, of the headers to record
 * @property {number} [delayMillis] how long telemetry waits to be sent in a batch
 */

/**
 * Starts a service. One per process: it replaces the global `fetch` and `console` methods.
 *
 * @param {Options} options
 * @returns {Promise<{port: number, url: string, stop: () => Promise<void>}>}
 */
export async function serve(options) {
  const {
    host = '127.0.0.1',
    port = 0,
    maxBodyBytes = 64 * 1024,
    maxValueBytes = 64 * 1024,
    maxRequestBytes = 10 * 1024 * 1024,
    headers = DEFAULT_HEADERS,
  } = options;

  await mkdir(options.data, { recursive: true });
  const store = await openStore(options.data);
  const telemetry = startTelemetry(options);
  const { tracer, logger } = telemetry;
  const realFetch = globalThis.fetch;
  const restoreConsole = recordConsole(logger);
  globalThis.fetch = recordingFetch({ fetch: realFetch, tracer, maxBodyBytes, headers });

  const config = await followConfig({
    file: options.config,
    settings: store.settings,
    logger,
    maxValueBytes,
    onProblem: (problem) => console.warn('settings not reloaded:', problem.message),
  });
  const env = Object.freeze({
    STATE: stateBinding({ entities: store.entities, logger, maxValueBytes }),
    CONFIG: config.binding,
  });

  const handler = (await import(pathToFileURL(resolve(options.entry)).href)).default;
  if (typeof handler?.fetch !== 'function') {
    throw new TypeError(`${options.entry} has no default export with a fetch(request, env, ctx)`);
  }
  const hosted = hostHandler({ handler, env, tracer, maxBodyBytes, maxRequestBytes, headers });
  hosted.server.listen(port, host);
  await once(hosted.server, 'listening');
  const address = hosted.server.address();

  let stopping;
  async function stop() {
    await hosted.drain();
    await config.stop();
    globalThis.fetch = realFetch;
    restoreConsole();
    await telemetry.shutdown();
    await store.close();
  }
  return {
    port: address.port,
    url: `http://${host}:${address.port}`,
    stop: () => (stopping ??= stop()),
  };
}
