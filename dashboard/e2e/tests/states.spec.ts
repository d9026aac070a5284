/** When there is little or nothing to show. */
import { expect, test } from '../support/dashboard';
import { nanos, story } from '../support/story';

test('a node that has recorded nothing says how to send something', async ({ dashboard, page }) => {
  await page.route('**/api/v1/services?**', (route) => route.fulfill({ json: { items: [] } }));
  await page.route('**/api/v1/services', (route) => route.fulfill({ json: { items: [] } }));
  await page.goto(`${story.api}/dashboard`);
  await expect(page.locator('body')).toContainText('4318');
  await expect(page.locator('body')).toContainText(/OTEL_EXPORTER_OTLP_ENDPOINT|OTLP/);
  await dashboard.picture('nothing-recorded');
});

test('before the first record there is a page, not an error', async ({ dashboard, page }) => {
  await dashboard.open({
    at: '2020-01-01T00:00:00Z',
    from: '2019-12-31T23:59:00Z',
    to: '2020-01-01T00:01:00Z',
  });
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(dashboard.area('map')).toContainText(/not seen/i);
});

test('an entity that did not exist yet says when it was first written', async ({
  dashboard,
  expectedErrors,
}) => {
  expectedErrors.push(/404/);
  await dashboard.open({ at: story.begin, service: 'shop/cart', entity: `cart/${story.cart}` });
  await expect(dashboard.area('entity')).toContainText('did not exist');
  await dashboard.area('entity').getByRole('button', { name: 'Go there' }).click();
  await expect(dashboard.area('entity')).toContainText('discountCents');
  await expect
    .poll(() => nanos(dashboard.address().get('at') ?? story.end) > nanos(story.begin))
    .toBe(true);
});

test('a node that goes away is told about, and found again by itself', async ({
  dashboard,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/Failed to load resource/, /ERR_/);
  await dashboard.open({ at: story.before, service: 'shop/cart' });
  await page.route('**/api/**', (route) => route.abort('connectionrefused'));
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(page.getByText(/does not answer|connection|lost/i).first()).toBeVisible();
  await dashboard.picture('node-gone');
  await page.unroute('**/api/**');
  await expect(page.getByText(/does not answer/i)).toHaveCount(0);
  await dashboard.settled();
});

test('a problem is told in the words of the node, and can be tried again', async ({
  dashboard,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/503/);
  await page.route('**/api/v1/map?**', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      json: {
        type: '/problems/journal-unavailable',
        title: 'The journal does not answer',
        status: 503,
      },
    }),
  );
  await page.goto(`${story.api}/dashboard?at=${story.before}`);
  const map = dashboard.area('map');
  await expect(map).toContainText('The journal does not answer');
  await page.unroute('**/api/v1/map?**');
  await map.getByRole('button', { name: 'Try again' }).click();
  await expect(map).toContainText('gateway');
});

test('what an answer lacks is said', async ({ dashboard, page }) => {
  await page.route('**/api/v1/map?**', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as Record<string, unknown>;
    const completeness = {
      gaps: [],
      gapsTotal: 0,
      damaged: [],
      damagedTotal: 0,
      silentMirrors: [{ service: 'shop/order', lane: 0 }],
      silentMirrorsTotal: 1,
      timeBudgetSpent: false,
    };
    await route.fulfill({ json: { ...body, completeness } });
  });
  await dashboard.open({ at: story.before });
  await expect(dashboard.area('map').getByRole('note').first()).toContainText(/incomplete/i);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});
