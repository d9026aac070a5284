/** The page as a person uses it, and what holds of it in every test. */
import { expect, test as base } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { nanos, story } from './story';

/** Parameters of the address, such as `at`, `service`, `entity`. */
export type Link = Readonly<Record<string, string>>;

/** A little before the story began, and a little after it ended. */
export const WINDOW = { from: shifted(story.begin, -20), to: shifted(story.end, 20) };

/** An RFC 3339 text so many seconds later. */
export function shifted(text: string, seconds: number): string {
  return new Date(Date.parse(text) + seconds * 1000).toISOString();
}

export class Dashboard {
  constructor(readonly page: Page) {}

  /** Opens a link of the story's window and waits for what it shows. */
  async open(link: Link = {}): Promise<void> {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...WINDOW, ...link })) {
      query.set(name, value);
    }
    await this.page.goto(`${story.api}/dashboard?${query.toString()}`);
    await this.settled();
  }

  /** Waits until every panel shows what it was asked for. */
  async settled(): Promise<void> {
    await expect(this.page.locator('[data-state="current"]').first()).toBeVisible();
    await expect(this.page.locator('[data-state="loading"], [data-state="behind"]')).toHaveCount(0);
  }

  area(name: 'map' | 'service' | 'entity' | 'events' | 'timeline' | 'trace'): Locator {
    return this.page.locator(`.${name}-area`);
  }

  /** The value of the entity that is open. */
  get document(): Locator {
    return this.page.locator('.entity-document');
  }

  get playhead(): Locator {
    return this.page.getByRole('slider', { name: 'Instant' });
  }

  /** The instant shown, in milliseconds since the epoch. */
  async at(): Promise<number> {
    return Number(await this.playhead.getAttribute('aria-valuenow'));
  }

  get track(): Locator {
    return this.page.locator('.track');
  }

  /** Where an instant stands on the screen, given what the timeline spans. */
  async place(instant: string, window: { from: string; to: string } = WINDOW) {
    const box = await this.track.boundingBox();
    if (box === null) throw new Error('the timeline is not shown');
    const [from, to] = [nanos(window.from), nanos(window.to)];
    const fraction = Number(nanos(instant) - from) / Number(to - from);
    return { x: box.x + fraction * box.width, y: box.y + box.height * 0.6 };
  }

  /** What the address says, once it has been brought up to date. */
  address(): URLSearchParams {
    return new URL(this.page.url()).searchParams;
  }

  /**
   * The instant in the address, in nanoseconds since the epoch: the page leaves out zeros at the end
   * of its text, the story does not.
   */
  atNanos(): bigint {
    return nanos(this.address().get('at') ?? '');
  }

  /** Keeps a picture among the artefacts of the build. */
  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: `target/pictures/${name}.png`, animations: 'disabled' });
  }
}

interface Fixtures {
  readonly dashboard: Dashboard;
  /** Errors in the console that a test provokes; all others fail it. */
  readonly expectedErrors: RegExp[];
}

/** What the browser notes where a busy node asks to come again, as the page then does. */
const BUSY = /status of (429|503)/;

/** Every test: no error in the console, no request to anybody but the node. */
export const test = base.extend<Fixtures>({
  // Playwright wants the first parameter taken apart, though nothing is taken from it.
  // eslint-disable-next-line no-empty-pattern
  expectedErrors: async ({}, provide) => provide([]),
  dashboard: async ({ page, expectedErrors }, provide) => {
    const errors: string[] = [];
    const strangers: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (problem) => errors.push(String(problem)));
    page.on('request', (request) => {
      if (!request.url().startsWith(story.api)) strangers.push(request.url());
    });
    await provide(new Dashboard(page));
    expect(strangers, 'requests to others than the node').toEqual([]);
    const known = [BUSY, ...expectedErrors];
    const unexpected = errors.filter((text) => !known.some((one) => one.test(text)));
    expect(unexpected, 'errors in the console').toEqual([]);
  },
});

export { expect };
