/** A link shows a colleague the same picture. */
import { expect, test } from '../support/dashboard';
import { nanos, story } from '../support/story';

test('the link of the demo opens the last moment at which all was well', async ({
  dashboard,
  page,
}) => {
  await page.goto(story.dashboard);
  await dashboard.settled();
  await expect(dashboard.area('entity')).toHaveAttribute('data-shown-at', story.before);
  await expect(dashboard.area('entity')).toContainText(story.cart);
  await expect(dashboard.area('map')).toContainText('gateway');
  await expect(dashboard.area('service').getByRole('option').first()).toBeVisible();
  // What the write in view changed is marked.
  await expect(dashboard.area('entity').locator('.json-mark').first()).toBeVisible();
  const picture = process.env.TRAVERSION_PICTURE;
  if (picture !== undefined) await page.screenshot({ path: picture, animations: 'disabled' });
  await dashboard.picture('link-of-the-demo');
});

test('the address, opened by somebody else, shows the same', async ({
  dashboard,
  page,
  browser,
}) => {
  await dashboard.open({
    at: story.after,
    service: 'shop/cart',
    entity: `cart/${story.cart}`,
    tab: 'deployments',
    b: story.badDeploymentBegun,
    errors: '1',
  });
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => dashboard.atNanos()).not.toBe(nanos(story.after));
  await page.getByRole('button', { name: 'Who set what' }).click();
  await expect.poll(() => dashboard.address().get('blame')).toBe('1');
  await dashboard.settled();

  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.locator('.service-area')).toHaveAttribute('data-state', 'current');
  await expect(other.getByRole('button', { name: 'Who set what' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  for (const area of ['map', 'service', 'entity', 'events']) {
    const shown = await page.locator(`.${area}-area`).getAttribute('data-shown-at');
    if (shown !== null) {
      await expect(other.locator(`.${area}-area`)).toHaveAttribute('data-shown-at', shown);
    }
  }
  for (const area of ['service', 'entity']) {
    await expect(async () => {
      const text = await page.locator(`.${area}-area`).innerText();
      expect(await other.locator(`.${area}-area`).innerText()).toBe(text);
    }).toPass({ timeout: 30_000 });
  }
  await expect(other.getByRole('tab', { name: 'Deployments' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  expect(new URL(other.url()).search).toBe(new URL(page.url()).search);
  await context.close();
});
