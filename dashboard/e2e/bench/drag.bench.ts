/**
 * Measures the dashboard in a real Chromium before a node that has recorded the demo's story, and
 * writes the figures as JSON into the file that `TRAVERSION_FIGURES` names. Run by `./traversion
 * bench dashboard`; docs/performance.md says how each figure is measured.
 */
import { test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { story } from '../support/story';

const COLD_LOADS = 9;
const DRAGS = 3;
/** A node compiles what it runs often; drags before those that are measured as warm. */
const WARMING = 6;
const STEP_PIXELS = 2;
/** A pointer of a usual mouse and screen tells of itself at this pace. */
const STEP_MILLIS = 16;
const SINGLE_STEPS = 25;
const VIEWPORT = { width: 1440, height: 900 };

const LINK = story.dashboard;
/** From when on the cart of the link exists; what does not exist has no state to paint. */
const CART_EXISTS = Date.parse(story.before) - 5_000;
const [FROM, TO] = ['from', 'to'].map((name) =>
  Date.parse(new URL(LINK).searchParams.get(name) ?? ''),
) as [number, number];

interface Move {
  readonly t: number;
  readonly x: number;
}

interface Paint {
  readonly t: number;
  readonly area: string;
  readonly shownAt: string;
}

interface Recording {
  readonly moves: Move[];
  readonly paints: Paint[];
  readonly tasks: number[];
}

declare global {
  interface Window {
    recording: Recording;
  }
}

/** In the page: every pointer move, every change of what a panel shows (when painted), long tasks. */
function record(): void {
  const recording: Recording = { moves: [], paints: [], tasks: [] };
  window.recording = recording;
  addEventListener(
    'pointermove',
    (event) => recording.moves.push({ t: event.timeStamp, x: event.clientX }),
    { capture: true },
  );
  const shown = (element: Element) => {
    const area = /(\w+)-area/.exec(element.className)?.[1] ?? '';
    const shownAt = element.getAttribute('data-shown-at');
    if (shownAt === null) return;
    // After the frame in which it is painted: a message comes behind it.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => recording.paints.push({ t: performance.now(), area, shownAt });
      port2.postMessage(undefined);
    });
  };
  new MutationObserver((changes) => {
    for (const { target } of changes) if (target instanceof Element) shown(target);
  }).observe(document.body, { subtree: true, attributeFilter: ['data-shown-at'] });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) recording.tasks.push(entry.duration);
  }).observe({ type: 'longtask' });
}

async function opened(browser: Browser, link = LINK): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  await page.goto(link);
  await settled(page);
  return page;
}

/** Until every panel shows what it was asked for. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const states = [...document.querySelectorAll('[data-state]')].map((element) =>
      element.getAttribute('data-state'),
    );
    return (
      states.includes('current') &&
      !states.some((state) => state === 'loading' || state === 'behind')
    );
  });
}

function percentile(values: readonly number[], percent: number): number {
  const ascending = [...values].sort((a, b) => a - b);
  const rank = Math.ceil((ascending.length * percent) / 100);
  return ascending[Math.max(0, rank - 1)] ?? Number.NaN;
}

/** First contentful paint of first views: nothing cached, nothing open before. */
async function coldLoads(browser: Browser) {
  const paints: number[] = [];
  const ours = new Set<string>();
  for (let i = 0; i < COLD_LOADS; i++) {
    const context = await browser.newContext({ viewport: VIEWPORT });
    const page = await context.newPage();
    page.on('request', (request) => {
      if (new URL(request.url()).pathname.startsWith('/dashboard')) ours.add(request.url());
    });
    await page.goto(LINK);
    await settled(page);
    const fcp = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    );
    if (fcp === undefined) throw new Error('the browser tells of no first contentful paint');
    paints.push(fcp);
    await context.close();
  }
  const gzipped = await Promise.all([...ours].map(gzippedBytes));
  return { paints, gzipBytes: gzipped.reduce((sum, bytes) => sum + bytes, 0) };
}

/** Bytes of a file as it goes over the wire to a browser that takes gzip and no more. */
function gzippedBytes(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}

async function trackOf(page: Page) {
  const box = await page.locator('.track').boundingBox();
  if (box === null) throw new Error('the timeline is not shown');
  return box;
}

/** One drag over the story, from left to right: no instant twice, so no answer is known before. */
async function drag(
  browser: Browser,
  offset: number,
): Promise<Recording & { left: number; width: number }> {
  const page = await opened(browser);
  await page.evaluate(record);
  const box = await trackOf(page);
  const y = box.y + box.height * 0.6;
  const fraction = (CART_EXISTS - FROM) / (TO - FROM);
  const first = Math.ceil(box.x + box.width * fraction) + offset;
  const last = Math.floor(box.x + box.width * 0.97);
  await page.mouse.move(first, y);
  await page.mouse.down();
  let due = performance.now();
  for (let x = first; x <= last; x += STEP_PIXELS) {
    due += STEP_MILLIS;
    await page.mouse.move(x, y);
    const left = due - performance.now();
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
  }
  await settled(page);
  await page.mouse.up();
  const recording = await page.evaluate(() => window.recording);
  await page.context().close();
  return { ...recording, left: box.x, width: box.width };
}

/** For each move: how long until the areas had painted the state at it, or at a later one. */
function latencies(
  { moves, paints, left, width }: Recording & { left: number; width: number },
  areas: readonly string[],
): number[] {
  const pixelOf = (shownAt: string) => left + ((Date.parse(shownAt) - FROM) / (TO - FROM)) * width;
  const painted = areas.map((area) =>
    paints
      .filter((paint) => paint.area === area)
      .map(({ t, shownAt }) => ({ t, x: pixelOf(shownAt) })),
  );
  // The millisecond that a date is cut to, in pixels, and half a step.
  const slack = STEP_PIXELS / 2 + width / (TO - FROM);
  return moves.slice(1).map((move) => {
    const times = painted.map(
      (ofArea) => ofArea.find(({ t, x }) => t >= move.t && x >= move.x - slack)?.t,
    );
    return times.some((t) => t === undefined)
      ? Number.POSITIVE_INFINITY
      : Math.max(...(times as number[])) - move.t;
  });
}

/** Single steps, by a clock outside of the browser: from the order to move until all is shown. */
async function outside(browser: Browser): Promise<number[]> {
  const page = await opened(browser);
  const box = await trackOf(page);
  const y = box.y + box.height * 0.6;
  let x = Math.ceil(box.x + (box.width * (CART_EXISTS - FROM)) / (TO - FROM));
  await page.mouse.move(x, y);
  await page.mouse.down();
  await settled(page);
  const times: number[] = [];
  for (let i = 0; i < SINGLE_STEPS; i++) {
    x += 11;
    const before = await page.locator('.service-area').getAttribute('data-shown-at');
    const start = performance.now();
    await page.mouse.move(x, y);
    await page.waitForFunction(
      (old) =>
        ['service', 'entity'].every((area) => {
          const element = document.querySelector(`.${area}-area`);
          return (
            element?.getAttribute('data-state') === 'current' &&
            element.getAttribute('data-shown-at') !== old
          );
        }),
      before,
    );
    times.push(performance.now() - start);
    await settled(page);
  }
  await page.mouse.up();
  await page.context().close();
  return times;
}

async function measure(browser: Browser) {
  const cold = await coldLoads(browser);
  const first = latencies(await drag(browser, 0), ['service', 'entity']);
  for (let i = 1; i < WARMING; i++) await drag(browser, i % 2);
  const drags = [];
  for (let i = 0; i < DRAGS; i++) drags.push(await drag(browser, i));
  const state = drags.flatMap((one) => latencies(one, ['service', 'entity']));
  const all = drags.flatMap((one) => latencies(one, ['service', 'entity', 'map']));
  const tasks = drags.flatMap(({ tasks }) => tasks);
  const fromOutside = await outside(browser);
  const painted = drags.flatMap(({ paints }) => paints.filter(({ area }) => area === 'service'));
  return {
    drag_first_p95_ms: percentile(first, 95),
    drag_p50_ms: percentile(state, 50),
    drag_p95_ms: percentile(state, 95),
    drag_max_ms: Math.max(...state),
    drag_all_panels_p95_ms: percentile(all, 95),
    drag_moves: state.length,
    drag_states_painted: painted.length,
    drag_outside_p50_ms: percentile(fromOutside, 50),
    drag_outside_p95_ms: percentile(fromOutside, 95),
    fcp_ms: percentile(cold.paints, 50),
    fcp_max_ms: Math.max(...cold.paints),
    long_tasks_over_100ms: tasks.filter((duration) => duration > 100).length,
    longest_task_ms: Math.max(0, ...tasks),
    first_view_gzip_kb: cold.gzipBytes / 1024,
    browser: browser.version(),
  };
}

test('the dashboard, loaded and dragged', async ({ browser }) => {
  const file = process.env.TRAVERSION_FIGURES;
  if (file === undefined) throw new Error('TRAVERSION_FIGURES names the file to write');
  writeFileSync(file, JSON.stringify(await measure(browser)));
});
