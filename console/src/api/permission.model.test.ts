import { expect, test } from 'vitest';

import { permissionsOf } from './permission.model.ts';

test('a key may do what its scopes say, and no more', () => {
  const reader = permissionsOf({ scopes: ['webhooks:read'], operator: false });
  expect(reader.may('webhooks:read')).toBe(true);
  expect(reader.may('webhooks:write')).toBe(false);
  expect(reader.operator).toBe(false);
});

test('who may administer may do the rest too', () => {
  const admin = permissionsOf({ scopes: ['admin'], operator: false });
  expect(admin.may('deliveries:retry')).toBe(true);
  expect(admin.operator).toBe(false);
});

test('nobody may do nothing', () => {
  expect(permissionsOf(null).may('webhooks:read')).toBe(false);
});
