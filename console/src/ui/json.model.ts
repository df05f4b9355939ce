/** Part of a JSON text, for colouring. */
export interface Token {
  readonly kind: 'key' | 'string' | 'number' | 'word' | 'punctuation' | 'space';
  readonly text: string;
}

const TOKEN =
  /("(?:\\.|[^"\\])*")(\s*:)?|(-?\d[\d.eE+-]*)|(true|false|null)|([{}[\],:])|(\s+)|(.)/gs;

/** Cuts a JSON text into tokens; together they are the text. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [whole, string, colon, number, word, punctuation, space] = match;
    if (string !== undefined) {
      found.push({ kind: colon === undefined ? 'string' : 'key', text: string });
      if (colon !== undefined) {
        found.push({ kind: 'punctuation', text: colon });
      }
    } else if (number !== undefined) {
      found.push({ kind: 'number', text: number });
    } else if (word !== undefined) {
      found.push({ kind: 'word', text: word });
    } else if (punctuation !== undefined) {
      found.push({ kind: 'punctuation', text: punctuation });
    } else {
      found.push({ kind: space === undefined ? 'word' : 'space', text: whole });
    }
  }
  return found;
}

/**
 * The same JSON over several lines. Numbers and strings stay as they are written, which parsing and
 * printing would not do to 1.0 or 12345678901234567890.
 */
export function pretty(json: string): string {
  let depth = 0;
  let out = '';
  let justOpened = false;
  const line = () => `\n${'  '.repeat(depth)}`;
  for (const { kind, text } of tokens(json)) {
    if (kind === 'space') {
      continue;
    }
    const closes = kind === 'punctuation' && (text === '}' || text === ']');
    if (closes) {
      depth -= 1;
      out += justOpened ? text : line() + text;
      justOpened = false;
      continue;
    }
    if (justOpened) {
      out += line();
      justOpened = false;
    }
    if (kind !== 'punctuation') {
      out += text;
    } else if (text === '{' || text === '[') {
      depth += 1;
      out += text;
      justOpened = true;
    } else if (text === ',') {
      out += text + line();
    } else {
      out += `${text.trim()} `;
    }
  }
  return out;
}

/** The value of a top-level member, exactly as it stands in the text of an object. */
export function rawMember(objectText: string, name: string): string | null {
  let depth = 0;
  let inMember = false;
  let value = '';
  for (const { kind, text } of tokens(objectText)) {
    const opens = kind === 'punctuation' && (text === '{' || text === '[');
    const closes = kind === 'punctuation' && (text === '}' || text === ']');
    if (depth === 1 && kind === 'key' && !inMember) {
      inMember = JSON.parse(text) === name;
      value = '';
      if (opens) {
        depth += 1;
      }
      continue;
    }
    if (inMember) {
      const ends = depth === 1 && kind === 'punctuation' && (text === ',' || closes);
      if (ends) {
        return value.trim();
      }
      if (!(value === '' && kind === 'punctuation' && text.trim() === ':')) {
        value += text;
      }
    }
    depth += opens ? 1 : closes ? -1 : 0;
  }
  return null;
}

/** What is wrong with a text that ought to be JSON, or null. */
export function jsonFault(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (e) {
    const said = e instanceof Error ? e.message : String(e);
    return `This is not JSON: ${said.replace(/ in JSON at position \d+/, '')}`;
  }
}
