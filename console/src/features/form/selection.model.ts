/**
 * What a webhook selects: exact names, prefixes like `order.*`, or `*`. The tree is made of the
 * registered names, each dot a level.
 */
export interface TypeNode {
  /** What is selected by the node: `order.created`, `order.*`. */
  readonly pattern: string;
  readonly label: string;
  readonly about: string | null;
  readonly children: readonly TypeNode[];
}

export interface KnownType {
  readonly name: string;
  readonly description: string | null;
}

export const EVERYTHING = '*';

/** The names as a tree; a level with a single branch is not shown as one. */
export function tree(types: readonly KnownType[]): TypeNode[] {
  return level(types, '');
}

function level(types: readonly KnownType[], prefix: string): TypeNode[] {
  const groups = new Map<string, KnownType[]>();
  for (const type of [...types].sort((a, b) => a.name.localeCompare(b.name))) {
    const head = type.name.slice(prefix.length).split('.')[0] ?? '';
    groups.set(head, [...(groups.get(head) ?? []), type]);
  }
  return [...groups].flatMap(([head, members]) => branch(members, prefix + head));
}

function branch(members: readonly KnownType[], name: string): TypeNode[] {
  const itself = members.filter((type) => type.name === name).map(leaf);
  const below = members.filter((type) => type.name !== name);
  if (below.length === 0) {
    return itself;
  }
  const children = below.length === 1 ? below.map(leaf) : level(below, `${name}.`);
  const prefixNode: TypeNode = {
    pattern: `${name}.*`,
    label: `${name}.*`,
    about: null,
    children,
  };
  return [...itself, prefixNode];
}

function leaf(type: KnownType): TypeNode {
  return { pattern: type.name, label: type.name, about: type.description, children: [] };
}

/** Whether a pattern selects all that the other one does. */
export function covers(pattern: string, other: string): boolean {
  if (pattern === EVERYTHING || pattern === other) {
    return true;
  }
  return pattern.endsWith('.*') && other.startsWith(pattern.slice(0, -1));
}

export type Check = 'checked' | 'implied' | 'some' | 'unchecked';

/** How a node stands to what is selected. */
export function check(node: TypeNode, selected: readonly string[]): Check {
  if (selected.includes(node.pattern)) {
    return 'checked';
  }
  if (selected.some((pattern) => covers(pattern, node.pattern))) {
    return 'implied';
  }
  return selected.some((pattern) => covers(node.pattern, pattern)) ? 'some' : 'unchecked';
}

/** The selection after a pattern was switched; what another pattern covers is left out. */
export function toggle(selected: readonly string[], pattern: string): string[] {
  if (selected.includes(pattern)) {
    return selected.filter((other) => other !== pattern);
  }
  return [...selected.filter((other) => !covers(pattern, other)), pattern];
}

/** The nodes whose names or descriptions contain the text, with what leads to them. */
export function search(nodes: readonly TypeNode[], text: string): TypeNode[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') {
    return [...nodes];
  }
  return nodes.flatMap((node) => {
    const itself = `${node.pattern} ${node.about ?? ''}`.toLowerCase().includes(wanted);
    const children = search(node.children, text);
    if (children.length > 0) {
      return [{ ...node, children }];
    }
    return itself ? [node] : [];
  });
}

/** Selected patterns that the tree does not show: of types that nobody registered. */
export function strangers(nodes: readonly TypeNode[], selected: readonly string[]): string[] {
  const shown = new Set(patterns(nodes));
  return selected.filter((pattern) => pattern !== EVERYTHING && !shown.has(pattern));
}

function patterns(nodes: readonly TypeNode[]): string[] {
  return nodes.flatMap((node) => [node.pattern, ...patterns(node.children)]);
}

/** What is wrong with a pattern that somebody typed, or null. */
export function patternFault(text: string): string | null {
  const pattern = text.trim();
  if (pattern === '') {
    return 'Type an event type like order.created, or a prefix like order.*';
  }
  if (/[\s/%;,]/.test(pattern)) {
    return 'An event type has no spaces and none of / % ; ,';
  }
  const star = pattern.indexOf('*');
  if (
    star >= 0 &&
    pattern !== EVERYTHING &&
    !(pattern.endsWith('.*') && star === pattern.length - 1)
  ) {
    return 'The * stands alone, or at the end after a dot: order.*';
  }
  return null;
}
