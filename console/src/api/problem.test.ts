import { expect, test } from 'vitest';

import { ApiError, explain } from './problem.ts';

const problem = (quota?: string) => ({
  type: 'urn:postrider:problem:quota-exceeded',
  title: 'Quota exceeded',
  status: 429,
  detail: 'The tenant acme has 100 webhooks, and the quota webhooks allows 100',
  ...(quota !== undefined && { quota, limit: 100 }),
});

test.each([
  ['webhooks', 'A quota is used up', false],
  ['searches', 'A quota is used up', true],
  [undefined, 'Too many requests', true],
] as const)('a 429 for the quota %s is "%s", passing: %s', (quota, title, passing) => {
  const told = explain(new ApiError(429, problem(quota)));

  expect(told.title).toBe(title);
  expect(told.passing).toBe(passing);
  expect(told.detail).toContain('acme');
});
