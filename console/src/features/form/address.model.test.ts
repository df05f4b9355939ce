import { expect, test } from 'vitest';

import { addressFault, addressWarning } from './address.model.ts';

test.each([
  ['https://example.com/webhook', null],
  ['http://localhost:8080/inbox/orders', null],
  ['  https://example.com/a?b=c ', null],
  ['', 'Enter the address'],
  ['example.com', 'begins with https://'],
  ['ftp://example.com', 'begins with https://'],
  ['https://', 'not a complete address'],
  ['https://user:pw@example.com', 'user and password'],
  ['https://example.com/#part', '# part'],
  [`https://example.com/${'x'.repeat(2_048)}`, 'too long'],
])('%s: %s', (address, fault) => {
  const found = addressFault(address);
  if (fault === null) {
    expect(found).toBeNull();
  } else {
    expect(found).toContain(fault);
  }
});

test('warns of what is sent in the clear', () => {
  expect(addressWarning('http://example.com')).toContain('https://');
  expect(addressWarning('https://example.com')).toBeNull();
  expect(addressWarning('nothing')).toBeNull();
});
