/** The page without a mouse. */
import { expect, test } from '../support/dashboard';
import { nanos, story } from '../support/story';

test('? lists the keys, and Escape closes the list', async ({ dashboard, page }) => {
  await dashboard.open({ at: story.before });
  await page.keyboard.press('?');
  const help = page.getByRole('dialog');
  await expect(help).toBeVisible();
  await expect(help).toContainText('Space');
  await dashboard.picture('help');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
});

test('arrows nudge the instant, with Shift further', async ({ dashboard, page }) => {
  await dashboard.open({ at: story.before });
  const start = await dashboard.at();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => dashboard.at()).toBeGreaterThan(start);
  const nudged = await dashboard.at();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => dashboard.at()).toBeLessThan(start);
  expect(nudged - start).toBeLessThan(start - (await dashboard.at()));
});

test('e and E go to the next and previous error', async ({ dashboard, page }) => {
  await dashboard.open({ at: story.settingChanged });
  // Errors of one request may lie within a millisecond.
  await page.keyboard.press('e');
  await expect.poll(() => dashboard.atNanos()).toBeGreaterThan(nanos(story.settingChanged));
  const first = dashboard.atNanos();
  await page.keyboard.press('e');
  await expect.poll(() => dashboard.atNanos()).toBeGreaterThan(first);
  await page.keyboard.press('Shift+E');
  await expect.poll(() => dashboard.atNanos()).toBe(first);
});

test('r and R go to the next and previous release', async ({ dashboard, page }) => {
  await dashboard.open({ at: story.end });
  await page.keyboard.press('Shift+R');
  await expect.poll(() => dashboard.atNanos()).toBeLessThan(nanos(story.end));
  const last = dashboard.atNanos();
  await page.keyboard.press('Shift+R');
  await expect.poll(() => dashboard.atNanos()).toBeLessThan(last);
  await page.keyboard.press('r');
  await expect.poll(() => dashboard.atNanos()).toBe(last);
});

test('] and [ step to the next and previous event', async ({ dashboard, page }) => {
  await dashboard.open({ at: story.before });
  await page.keyboard.press(']');
  await expect.poll(() => dashboard.atNanos()).not.toBe(nanos(story.before));
  const next = dashboard.atNanos();
  await page.keyboard.press(']');
  await expect.poll(() => dashboard.atNanos()).not.toBe(next);
  await page.keyboard.press('[');
  await expect.poll(() => dashboard.atNanos()).toBe(next);
});

test('+ and - zoom, t changes the theme and it is remembered', async ({ dashboard, page }) => {
  await dashboard.open({ at: story.before });
  const from = dashboard.address().get('from');
  await page.keyboard.press('+');
  await expect.poll(() => dashboard.address().get('from')).not.toBe(from);

  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await background();
  await page.keyboard.press('t');
  await expect.poll(background).not.toBe(before);
  const after = await background();
  await page.reload();
  await dashboard.settled();
  expect(await background()).toBe(after);
});

test('everything that can be clicked can be reached by Tab, and the focus is seen', async ({
  dashboard,
  page,
}) => {
  await dashboard.open({ at: story.before, service: 'shop/cart', entity: `cart/${story.cart}` });
  const reached = new Set<string>();
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement || element instanceof SVGElement)) return undefined;
      if (element === document.body) return undefined;
      const looks = () =>
        [element, ...element.querySelectorAll(':scope > *')].map((part) => {
          const { outline, boxShadow, stroke, strokeWidth, borderColor } = getComputedStyle(part);
          return [outline, boxShadow, stroke, strokeWidth, borderColor].join();
        });
      const focused = looks();
      element.blur(); // the next Tab goes on from here all the same
      const seen = focused.join() !== looks().join();
      const area = element.closest('[class*="-area"]')?.getAttribute('class') ?? 'page';
      return { area, seen, what: element.outerHTML.slice(0, 120) };
    });
    if (focus === undefined) break;
    expect(focus.seen, `focus is seen on ${focus.what}`).toBe(true);
    reached.add(/(\w+)-area/.exec(focus.area)?.[1] ?? focus.area);
  }
  for (const area of ['header', 'timeline', 'map', 'service', 'entity', 'events']) {
    expect([...reached]).toContain(area);
  }
});
