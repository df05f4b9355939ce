import { expect, test } from 'vitest';

import { permissionsOf, tenantOf } from './permission.model.ts';

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

test('who acts for one tenant does what concerns every tenant no more', () => {
  const operator = { scopes: ['admin' as const], operator: true };
  expect(permissionsOf(operator).operator).toBe(true);
  expect(permissionsOf(operator, 'acme').operator).toBe(false);
  expect(permissionsOf(operator, 'acme').may('webhooks:write')).toBe(true);
});

test('the tenant in view is the one that was asked for, but for those who have one of their own', () => {
  expect(tenantOf({ tenant: null }, null)).toBe(null);
  expect(tenantOf({ tenant: null }, 'acme')).toBe('acme');
  expect(tenantOf({ tenant: 'globex' }, 'acme')).toBe('globex');
});
