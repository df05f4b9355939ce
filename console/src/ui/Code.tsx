import { ActionIcon, Box, CopyButton, SegmentedControl, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useMemo, useState } from 'react';

import { pretty, tokens } from './json.model.ts';

export function CopyAction({ value, label }: { value: string; label: string }) {
  return (
    <CopyButton value={value} timeout={1_500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : label}>
          <ActionIcon
            variant="subtle"
            color={copied ? 'teal' : 'gray'}
            size="sm"
            onClick={copy}
            aria-label={copied ? 'Copied' : label}
          >
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}

/** A short text to be read and copied: an id, an address. */
export function Copyable({ value, label }: { value: string; label: string }) {
  return (
    <Box
      component="span"
      style={{ display: 'inline-flex', alignItems: 'center', gap: 4, maxWidth: '100%' }}
    >
      <span className="pr-mono pr-break">{value}</span>
      <CopyAction value={value} label={label} />
    </Box>
  );
}

interface CodeProps {
  text: string;
  label: string;
  json?: boolean;
  wrap?: boolean;
  maxHeight?: number;
}

/** Code to be read and copied; scrolls by keyboard too. */
export function Code({ text, label, json = false, wrap = false, maxHeight }: CodeProps) {
  const parts = useMemo(() => (json ? tokens(text) : null), [text, json]);
  return (
    <Box pos="relative">
      {/* what scrolls must be reachable by keyboard */}
      <pre
        className="pr-code"
        data-wrap={wrap || undefined}
        style={{ maxHeight }}
        tabIndex={0}
        role="group"
        aria-label={label}
      >
        <code>
          {parts === null
            ? text
            : parts.map((part, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a token has nothing but its place
                <span key={index} className={`pr-t-${part.kind}`}>
                  {part.text}
                </span>
              ))}
        </code>
      </pre>
      <Box pos="absolute" top={6} right={6} bg="var(--pr-code)" bdrs="sm" lh={0}>
        <CopyAction value={text} label={`Copy ${label.toLowerCase()}`} />
      </Box>
    </Box>
  );
}

/** A JSON body, laid out to be read or exactly as it is on the wire. */
export function Json({
  text,
  label,
  maxHeight = 420,
}: {
  text: string;
  label: string;
  maxHeight?: number;
}) {
  const [view, setView] = useState('pretty');
  return (
    <>
      <SegmentedControl
        size="xs"
        mb="xs"
        value={view}
        onChange={setView}
        aria-label={`${label}: how it is shown`}
        data={[
          { value: 'pretty', label: 'Readable' },
          { value: 'raw', label: 'Exact bytes' },
        ]}
      />
      <Code
        text={view === 'pretty' ? pretty(text) : text}
        label={label}
        json
        wrap={view === 'raw'}
        maxHeight={maxHeight}
      />
    </>
  );
}
