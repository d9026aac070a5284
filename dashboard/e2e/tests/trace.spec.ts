/** From a failure to what was said on the wire. */
import { expect, test } from '../support/dashboard';
import { story } from '../support/story';

test('a failing request opens with its way through the services, its request and its answer', async ({
  dashboard,
}) => {
  await dashboard.open({ at: story.end, service: 'shop/payment', trace: story.refundTrace });
  const trace = dashboard.area('trace');
  await expect(trace).toContainText('gateway');
  await expect(trace).toContainText('payment');
  const spans = trace
    .getByRole('option')
    .or(trace.getByRole('treeitem'))
    .or(trace.getByRole('row'));
  await spans.filter({ hasText: 'refund' }).first().click();
  const messages = trace.locator('.message');
  await expect(messages).toHaveCount(2);
  await expect(messages.first()).toContainText(/POST/);
  await expect(messages.last()).toContainText(/[45]\d\d/);
  await dashboard.settled();
  await dashboard.picture('trace');
});

test('an error in the list of events opens its trace', async ({ dashboard }) => {
  await dashboard.open({ at: story.end, errors: '1' });
  const events = dashboard.area('events');
  const failed = events.getByRole('option').filter({ hasText: 'refund' });
  await failed.first().click();
  await expect(dashboard.area('trace')).toBeVisible();
  await expect.poll(() => dashboard.address().get('trace')).toMatch(/^[0-9a-f]{32}$/);
  await dashboard.settled();
});
