import { describe, expect, test } from 'vitest';

import {
  check,
  covers,
  type KnownType,
  patternFault,
  search,
  strangers,
  type TypeNode,
  toggle,
  tree,
} from './selection.model.ts';

const TYPES: KnownType[] = [
  'order.created',
  'order.item.added',
  'order.item.removed',
  'ping',
  'user.created',
].map((name) => ({ name, description: name === 'ping' ? 'A sign of life' : null }));

const nodes = tree(TYPES);

function shape(list: readonly TypeNode[]): unknown {
  return list.map((n) =>
    n.children.length === 0 ? n.pattern : { [n.pattern]: shape(n.children) },
  );
}

test('the tree has a level for each dot', () => {
  expect(shape(nodes)).toEqual([
    {
      'order.*': ['order.created', { 'order.item.*': ['order.item.added', 'order.item.removed'] }],
    },
    'ping',
    { 'user.*': ['user.created'] },
  ]);
});

test('a name that is also a prefix stands beside it', () => {
  const both = tree(
    ['order', 'order.created', 'order.paid'].map((name) => ({ name, description: null })),
  );
  expect(shape(both)).toEqual(['order', { 'order.*': ['order.created', 'order.paid'] }]);
});

test.each([
  ['*', 'order.created', true],
  ['order.*', 'order.created', true],
  ['order.*', 'order.item.*', true],
  ['order.*', 'orders.created', false],
  ['order.*', 'order', false],
  ['order.created', 'order.*', false],
])('%s covers %s: %s', (pattern, other, is) => {
  expect(covers(pattern, other)).toBe(is);
});

describe('a check', () => {
  const order = nodes[0];
  const created = order?.children[0];
  test.each([
    [['order.*'], 'checked', 'implied'],
    [['*'], 'implied', 'implied'],
    [['order.created'], 'some', 'checked'],
    [['user.*'], 'unchecked', 'unchecked'],
  ])('with %j', (selected, ofOrder, ofCreated) => {
    expect(order && check(order, selected)).toBe(ofOrder);
    expect(created && check(created, selected)).toBe(ofCreated);
  });
});

test('switching a prefix on takes in what it covers', () => {
  expect(toggle(['order.created', 'ping'], 'order.*')).toEqual(['ping', 'order.*']);
  expect(toggle(['ping', 'order.*'], 'order.*')).toEqual(['ping']);
});

test('a search finds names and descriptions, and keeps the way to them', () => {
  expect(shape(search(nodes, 'removed'))).toEqual([
    { 'order.*': [{ 'order.item.*': ['order.item.removed'] }] },
  ]);
  expect(shape(search(nodes, 'sign of'))).toEqual(['ping']);
  expect(search(nodes, 'nothing like it')).toEqual([]);
});

test('patterns of unregistered types are known as strangers', () => {
  expect(strangers(nodes, ['order.*', 'invoice.paid', '*'])).toEqual(['invoice.paid']);
});

test.each([
  ['order.created', true],
  ['order.*', true],
  ['*', true],
  ['', false],
  ['order created', false],
  ['*.created', false],
  ['ord*', false],
])('"%s" may be typed: %s', (text, allowed) => {
  expect(patternFault(text) === null).toBe(allowed);
});
