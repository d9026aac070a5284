/** Nobody is kept out: axe finds nothing to mend. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '../support/dashboard';
import type { Dashboard } from '../support/dashboard';
import { story } from '../support/story';

const CART = { service: 'shop/cart', entity: `cart/${story.cart}` };

interface View {
  readonly name: string;
  readonly show: (dashboard: Dashboard) => Promise<void>;
}

const VIEWS: readonly View[] = [
  { name: 'the page', show: (d) => d.open({ at: story.before, ...CART }) },
  {
    name: 'the list of keys',
    show: async (d) => {
      await d.open({ at: story.before });
      await d.page.keyboard.press('?');
      await expect(d.page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'a trace',
    show: (d) => d.open({ at: story.end, ...CART, trace: story.refundTrace }),
  },
  {
    name: 'a diff',
    show: (d) => d.open({ at: story.after, b: story.begin, tab: 'diff', ...CART }),
  },
  ...['in-flight', 'config', 'deployments', 'vitals'].map((tab) => ({
    name: `the tab ${tab}`,
    show: (d: Dashboard) => d.open({ at: story.end, service: 'shop/order', tab }),
  })),
];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    for (const { name, show } of VIEWS) {
      test(`${name} has no violations`, async ({ dashboard, page, expectedErrors }) => {
        expectedErrors.push(/404/);
        await show(dashboard);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const told = violations.map(
          ({ id, help, nodes }) =>
            `${id}: ${help}\n  ${nodes.map((node) => node.html.slice(0, 200)).join('\n  ')}`,
        );
        expect(told).toEqual([]);
        await dashboard.picture(`${colorScheme}-${name.replaceAll(' ', '-')}`);
      });
    }
  });
}
