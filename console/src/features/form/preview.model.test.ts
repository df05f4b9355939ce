import { expect, test } from 'vitest';

import type { EventType } from '../../api/types.ts';
import { emptyForm } from './form.model.ts';
import { previewOf, sampleOf } from './preview.model.ts';

const type = (name: string, example: unknown): EventType => ({
  name,
  description: null,
  schema: null,
  example,
  created_at: '2026-01-31T12:00:00Z',
  updated_at: '2026-01-31T12:00:00Z',
});

test('the sample is of a selected type, one with an example before others', () => {
  const types = [
    type('a.b', null),
    type('order.cancelled', null),
    type('order.created', { id: 1 }),
  ];
  expect(sampleOf(['order.*'], types)).toEqual({ type: 'order.created', data: '{"id":1}' });
  expect(sampleOf(['a.b'], types).type).toBe('a.b');
  expect(sampleOf(['not.registered'], types).type).toBe('not.registered');
  expect(sampleOf([], []).type).toBe('order.created');
});

test('what is still wrong is left out, and an address stands in for one that is not there yet', () => {
  const values = {
    ...emptyForm('standard'),
    url: 'exam',
    headers: [
      { key: '1', name: 'X-Team', value: 'orders', kept: false },
      { key: '2', name: 'not a name', value: 'x', kept: false },
      { key: '3', name: 'X-Kept', value: '', kept: true },
    ],
  };
  expect(previewOf(values, undefined, 'order.created')).toEqual({
    url: 'https://example.com/webhook',
    format: 'standard',
    headers: { 'X-Team': 'orders', 'X-Kept': '********' },
    signature_scheme: 'hmac-sha256',
    event: { type: 'order.created' },
  });
});
