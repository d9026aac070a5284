/** Going back, and seeing what was. */
import { expect, shifted, test, WINDOW } from '../support/dashboard';
import { discounts, nanos, story } from '../support/story';

const CART = { service: 'shop/cart', entity: `cart/${story.cart}` };

/** What the bad version wrote, and what stood before; alone, and as the page writes the field. */
async function discountBeforeAndAfter() {
  const [before] = await discounts(story.before);
  const [after] = await discounts(story.after);
  expect(Number.isInteger(before)).toBe(true);
  expect(Number.isInteger(after)).toBe(false);
  return {
    before: String(before),
    after: String(after),
    fieldBefore: `discountCents:${String(before)}`,
    fieldAfter: `discountCents:${String(after)}`,
  };
}

test('dragging the playhead back shows the old value of the entity', async ({
  dashboard,
  page,
}) => {
  const discount = await discountBeforeAndAfter();
  await dashboard.open({ at: story.after, ...CART });
  const entity = dashboard.document;
  await expect(entity).toContainText(discount.fieldAfter);

  const start = await dashboard.place(story.after);
  const end = await dashboard.place(shifted(story.before, -1));
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps: 12 });
  await expect(entity).not.toContainText(discount.fieldAfter);
  await expect(entity).toContainText(discount.fieldBefore);
  await page.mouse.up();
  await dashboard.settled();
  expect(await dashboard.at()).toBeLessThan(Date.parse(story.before));
  await dashboard.picture('before-the-crash');
});

test('dragging leaves one entry in the history of the browser, a jump adds one', async ({
  dashboard,
  page,
}) => {
  await dashboard.open({ at: story.after, ...CART });
  const entries = () => page.evaluate(() => history.length);
  const before = await entries();
  const start = await dashboard.place(story.after);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x - 60, start.y, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => dashboard.atNanos()).not.toBe(nanos(story.after));
  expect(await entries()).toBe(before);
});

test('playing forward shows the value change at the write', async ({ dashboard, page }) => {
  const discount = await discountBeforeAndAfter();
  await dashboard.open({ at: shifted(story.before, -1), ...CART });
  const entity = dashboard.document;
  await expect(entity).toContainText(discount.fieldBefore);
  await expect(entity).not.toContainText(discount.fieldAfter);
  const start = await dashboard.at();

  await page.keyboard.press('Space');
  await expect(entity).toContainText(discount.fieldAfter);
  await page.keyboard.press('Space');
  await dashboard.settled();
  const stopped = await dashboard.at();
  expect(stopped).toBeGreaterThan(start);
  await expect(entity).toContainText(story.badVersion);
});

test('the wheel zooms to milliseconds around the pointer', async ({ dashboard, page }) => {
  await dashboard.open({ at: story.before, ...CART });
  const place = await dashboard.place(story.before);
  await page.mouse.move(place.x, place.y);
  const shown = () => {
    const [from, to] = [dashboard.address().get('from'), dashboard.address().get('to')];
    return from === null || to === null ? Infinity : Number(nanos(to) - nanos(from)) / 1e6;
  };
  const whole = Number(nanos(WINDOW.to) - nanos(WINDOW.from)) / 1e6;
  await expect.poll(shown).toBeCloseTo(whole, -2);
  await expect(async () => {
    await page.mouse.wheel(0, -600);
    expect(shown()).toBeLessThan(20);
  }).toPass({ intervals: [100] });
  const { from, to } = Object.fromEntries(dashboard.address()) as Record<string, string>;
  // The pointer stood within a pixel of the instant, as pixels were when it all was in view.
  const pixel = BigInt(Math.ceil((whole * 1e6) / 1000));
  expect(nanos(from ?? '')).toBeLessThanOrEqual(nanos(story.before) + pixel);
  expect(nanos(to ?? '')).toBeGreaterThanOrEqual(nanos(story.before) - pixel);
  await dashboard.settled();
  await dashboard.picture('milliseconds');
});

test.describe('a typed time', () => {
  for (const key of ['j', '/']) {
    test(`is asked for by ${key}, and RFC 3339 is understood to the nanosecond`, async ({
      dashboard,
      page,
    }) => {
      await dashboard.open({ at: story.end, ...CART });
      await page.keyboard.press(key);
      await expect(page.locator('input:focus')).toBeVisible();
      await page.keyboard.type(story.before);
      await page.keyboard.press('Enter');
      await expect.poll(() => dashboard.atNanos()).toBe(nanos(story.before));
      await dashboard.settled();
      const shown = await dashboard.area('entity').getAttribute('data-shown-at');
      expect(nanos(shown ?? '')).toBe(nanos(story.before));
    });
  }

  test('may be relative, and the back button leads back', async ({
    dashboard,
    page,
    expectedErrors,
  }) => {
    // Two hours ago the cart did not exist.
    expectedErrors.push(/404/);
    await dashboard.open({ at: story.end, ...CART });
    await page.keyboard.press('j');
    await page.keyboard.type('-2h');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => dashboard.at().then((at) => Math.abs(Date.now() - 7_200_000 - at)))
      .toBeLessThan(60_000);
    await page.goBack();
    await expect.poll(() => dashboard.atNanos()).toBe(nanos(story.end));
  });
});

test('diff shows the field old and new, and the version', async ({ dashboard, page }) => {
  const discount = await discountBeforeAndAfter();
  await dashboard.open({ at: story.badDeploymentBegun, ...CART });
  await page.keyboard.press('d');
  await page.keyboard.press('j');
  await page.keyboard.type(story.after);
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Diff' }).click();
  const service = dashboard.area('service');
  const field = service.locator('[data-mark="changed"]', { hasText: 'discountCents' }).filter({
    has: page.locator('ins', { hasText: discount.after }),
  });
  await expect(field.first().locator('del')).toHaveText(discount.before);
  await expect(service.locator('ins', { hasText: story.badVersion }).first()).toBeVisible();
  await dashboard.settled();
  await dashboard.picture('diff');
});

test('live mode follows now and shows what is recorded at this moment', async ({
  dashboard,
  page,
}) => {
  await dashboard.open({ at: story.before });
  await page.keyboard.press('l');
  await expect.poll(() => dashboard.at().then((at) => Date.now() - at)).toBeLessThan(5_000);
  await expect.poll(() => dashboard.address().get('live')).toBe('1');
  const name = `canary-${Date.now()}`;
  const event = JSON.stringify({
    specversion: '1.0',
    id: name,
    source: '/e2e',
    type: 'dev.cdevents.service.deployed.0.2.0',
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    data: {
      context: {
        version: '0.4.1',
        id: name,
        source: '/e2e',
        type: 'dev.cdevents.service.deployed.0.2.0',
        timestamp: new Date().toISOString(),
      },
      subject: {
        id: name,
        type: 'service',
        content: { environment: { id: 'test' }, artifactId: `pkg:oci/${name}@9.9.9` },
      },
    },
  });
  // A mirror that is new to the node may take longer to start than it lets a sender wait.
  await expect
    .poll(
      async () => {
        const recorded = await fetch(`${story.api}/api/v1/events`, {
          method: 'POST',
          headers: { 'content-type': 'application/cloudevents+json' },
          body: event,
        });
        return recorded.status;
      },
      { timeout: 60_000 },
    )
    .toBe(200);
  await expect(dashboard.area('map')).toContainText(name);
  await dashboard.picture('live');
});
