/** The page as a whole: its weight, its place on the screen, its safety. */
import { expect, test } from '../support/dashboard';
import { story } from '../support/story';

const MOST_BYTES = 300 * 1024;

test('the first view weighs at most 300 KB, as it went over the wire', async ({
  dashboard,
  page,
}) => {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const paths = new Map<string, string>();
  let assets = 0;
  session.on('Network.requestWillBeSent', ({ requestId, request }) =>
    paths.set(requestId, new URL(request.url).pathname),
  );
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (paths.get(requestId)?.startsWith('/dashboard') === true) assets += encodedDataLength;
  });
  await dashboard.open({ at: story.before });
  expect(assets).toBeGreaterThan(10_000);
  expect(assets).toBeLessThanOrEqual(MOST_BYTES);
});

test('a second view asks for nothing that is kept', async ({ dashboard, page }) => {
  await dashboard.open({ at: story.before });
  // A browser keeps answers by address, and the page writes its own anew while it is open.
  const address = page.url();
  await page.goto(address);
  await dashboard.settled();
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const asked = new Set<string>();
  // The page is told of a 304 as the 200 that it stands for; only this tells what was answered.
  const answered = new Map<string, number>();
  // Either of the two may be told of first.
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (new URL(request.url).pathname === '/dashboard') asked.add(requestId);
  });
  session.on('Network.responseReceivedExtraInfo', ({ requestId, statusCode }) =>
    answered.set(requestId, statusCode),
  );
  await page.goto(address);
  await dashboard.settled();
  await expect.poll(() => [...asked].map((requestId) => answered.get(requestId))).toEqual([304]);
  const fetched = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter((entry) => entry.name.includes('/dashboard/assets/'))
      .map((entry) => entry.transferSize),
  );
  expect(fetched.length).toBeGreaterThan(0);
  expect(fetched.every((bytes) => bytes === 0)).toBe(true);
});

for (const [width, height] of [
  [1440, 900],
  [1100, 700],
] as const) {
  test(`everything fits on ${width} by ${height}, without scrolling the page`, async ({
    dashboard,
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await dashboard.open({
      at: story.before,
      service: 'shop/cart',
      entity: `cart/${story.cart}`,
      trace: story.refundTrace,
    });
    const over = await page.evaluate(() => ({
      right: document.documentElement.scrollWidth - innerWidth,
      down: document.documentElement.scrollHeight - innerHeight,
    }));
    expect(over.right).toBeLessThanOrEqual(0);
    expect(over.down).toBeLessThanOrEqual(0);
    await dashboard.picture(`${width}x${height}`);
  });
}
