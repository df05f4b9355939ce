import { expect, test } from 'vitest';

import { partsOf } from './health.model.ts';

test('what is broken comes first, what says nothing is hidden, what is unknown is shown', () => {
  const parts = partsOf({
    status: 'DOWN',
    components: {
      ping: { status: 'UP' },
      livenessState: { status: 'UP' },
      worker: { status: 'UP' },
      db: { status: 'DOWN' },
      novelty: { status: 'UP' },
    },
  });
  expect(parts.map(({ name, up }) => [name, up])).toEqual([
    ['PostgreSQL', false],
    ['Delivery worker', true],
    ['novelty', true],
  ]);
});
