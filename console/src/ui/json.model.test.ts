import { describe, expect, test } from 'vitest';

import { jsonFault, pretty, rawMember, tokens } from './json.model.ts';

describe('pretty', () => {
  test('keeps numbers and escapes as they are written', () => {
    expect(pretty('{"total":120.50,"big":12345678901234567890,"s":"\\u00e9, {x}"}')).toBe(
      '{\n  "total": 120.50,\n  "big": 12345678901234567890,\n  "s": "\\u00e9, {x}"\n}',
    );
  });

  test('leaves empty things on one line', () => {
    expect(pretty('{"a":[],"b":{},"c":[1,[2]]}')).toBe(
      '{\n  "a": [],\n  "b": {},\n  "c": [\n    1,\n    [\n      2\n    ]\n  ]\n}',
    );
  });

  test('says the same', () => {
    const json = '{"a":[1,{"b":null}],"c":"x\\"y","d":-1.5e3}';
    expect(JSON.parse(pretty(json))).toEqual(JSON.parse(json));
  });
});

describe('rawMember', () => {
  const text =
    '{"id":"x","inner":{"payload":1},"payload":{"total":1.0, "list":[1,2]},"after":true}';

  test('gives the very text of a member', () => {
    expect(rawMember(text, 'payload')).toBe('{"total":1.0, "list":[1,2]}');
    expect(rawMember(text, 'after')).toBe('true');
    expect(rawMember(text, 'id')).toBe('"x"');
  });

  test('knows nothing of members that are not there', () => {
    expect(rawMember(text, 'total')).toBeNull();
    expect(rawMember('{}', 'payload')).toBeNull();
  });

  test('gives a member that is null', () => {
    expect(rawMember('{"payload":null,"payload_status":"expired"}', 'payload')).toBe('null');
  });
});

test('tokens make up the text, whatever it is', () => {
  const text = '{"a": tru, "b": "\\"", nonsense';
  expect(
    tokens(text)
      .map((t) => t.text)
      .join(''),
  ).toBe(text);
});

test('says what is wrong with what is not JSON', () => {
  expect(jsonFault('{"a":1}')).toBeNull();
  expect(jsonFault('{"a":}')).toMatch(/^This is not JSON/);
});
