import { Checkbox } from '@mantine/core';

export interface Selection {
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
}

/** What is selected once the box of the one is used. */
export function toggled(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) {
    next.add(id);
  }
  return next;
}

/** The box above a column of boxes. */
export function SelectAll({
  ids,
  label,
  selected,
  onSelect,
}: Selection & { readonly ids: readonly string[]; readonly label: string }) {
  const all = ids.every((id) => selected.has(id));
  const some = ids.some((id) => selected.has(id));
  return (
    <Checkbox
      aria-label={label}
      checked={all}
      indeterminate={some && !all}
      onChange={() => onSelect(all ? new Set() : new Set(ids))}
    />
  );
}
