import {
  Button,
  Group,
  NumberInput,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';

import { ApiError } from '../../api/problem.ts';
import { tenantInView } from '../../api/session.ts';
import type { Format, Webhook } from '../../api/types.ts';
import { Trouble } from '../../ui/Feedback.tsx';
import { AccessEditor } from './AccessEditor.tsx';
import { addressWarning } from './address.model.ts';
import { EventPicker } from './EventPicker.tsx';
import { FilterEditor } from './FilterEditor.tsx';
import {
  type Faults,
  type FormValues,
  faults,
  faultsOfApi,
  leadsElsewhere,
  valuesForAddress,
} from './form.model.ts';
import { HeadersEditor } from './HeadersEditor.tsx';
import { PostPreview } from './PostPreview.tsx';
import { RetryEditor } from './RetryEditor.tsx';

interface FormProps {
  initial: FormValues;
  formats: readonly Format[];
  creating: boolean;
  /** The one that is changed. */
  webhook?: Webhook;
  action: string;
  saving: boolean;
  error: unknown;
  onSubmit: (values: FormValues) => void;
}

export type Change = (change: Partial<FormValues>) => void;

export function WebhookForm(props: FormProps) {
  const { formats, creating } = props;
  const [entered, setValues] = useState(props.initial);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [submitted, setSubmitted] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const saved = props.webhook?.url;
  const values = valuesForAddress(entered, saved);
  const change: Change = (part) => setValues((before) => ({ ...before, ...part }));
  const touch = (field: string) => setTouched((before) => new Set(before).add(field));

  const own = faults(values);
  const told = props.error instanceof ApiError ? faultsOfApi(props.error.fields) : {};
  const shown: Faults = {
    ...told,
    ...Object.fromEntries(
      Object.entries(own).filter(
        ([field]) => submitted || touched.has(field) || field === 'filter',
      ),
    ),
  };
  const format = formats.find(({ name }) => name === values.format);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    if (Object.keys(own).length === 0) {
      props.onSubmit(values);
      return;
    }
    // to the first field that is wrong, once it is marked
    requestAnimationFrame(() =>
      form.current
        ?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid="true"]')
        ?.focus(),
    );
  };

  return (
    <form onSubmit={submit} noValidate ref={form}>
      <Stack gap="lg">
        <Section title="Endpoint" about="Where the POSTs go.">
          <TextInput
            label="Address"
            placeholder="https://example.com/webhook"
            type="url"
            inputMode="url"
            autoComplete="off"
            required
            value={values.url}
            onChange={(event) => change({ url: event.currentTarget.value })}
            onBlur={() => values.url !== '' && touch('url')}
            error={shown.url}
            description={
              leadsElsewhere(values.url, saved)
                ? 'This is another host, port or scheme: enter credentials and header values again, or remove them.'
                : addressWarning(values.url)
            }
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              label="Name"
              placeholder="Orders to the warehouse"
              maxLength={255}
              value={values.name}
              onChange={(event) => change({ name: event.currentTarget.value })}
              error={shown.name}
            />
            {creating && tenantInView() === null && (
              <TextInput
                label="Tenant"
                placeholder="default"
                value={values.tenant}
                onChange={(event) => change({ tenant: event.currentTarget.value })}
                error={shown.tenant}
              />
            )}
          </SimpleGrid>
          <Textarea
            label="Description"
            placeholder="What it is for, and whom to ask"
            autosize
            minRows={2}
            maxLength={2_000}
            value={values.description}
            onChange={(event) => change({ description: event.currentTarget.value })}
            error={shown.description}
          />
        </Section>
        <Section
          title="Events"
          about="What it gets. A prefix like order.* also selects types that come later."
        >
          <EventPicker
            selected={values.events}
            onChange={(events) => change({ events })}
            error={shown.events}
          />
        </Section>
        <Section
          title="Content filter"
          about="Of the events selected above, only those whose content fits. Leave it empty to get all."
        >
          <FilterEditor
            value={values.filter}
            onChange={(filter) => change({ filter })}
            error={shown.filter}
            events={values.events}
          />
        </Section>
        <Section title="Delivery" about="How the POSTs are made, and what happens when one fails.">
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <Select
              label="Format"
              description={format?.description}
              allowDeselect={false}
              data={formats.map(({ name }) => name)}
              value={values.format}
              onChange={(name) => change({ format: name ?? values.format })}
              error={shown.format}
            />
            <NumberInput
              label="Timeout in seconds"
              description="For the whole exchange, 1 to 30"
              placeholder={
                format === undefined ? '10' : `${format.timeout_ms / 1_000}, as the format has it`
              }
              min={1}
              max={30}
              clampBehavior="none"
              value={values.timeoutSeconds}
              onChange={(value) => change({ timeoutSeconds: value === '' ? '' : Number(value) })}
              onBlur={() => touch('timeoutSeconds')}
              error={shown.timeoutSeconds}
            />
          </SimpleGrid>
          <RetryEditor
            values={values}
            change={change}
            format={format}
            error={shown.delays}
            onBlur={() => touch('delays')}
          />
          <RateLimit values={values} change={change} error={shown.deliveries} format={format} />
          <Order />
        </Section>
        <Section
          title="Headers"
          about="Of your own, on every POST. Their values are kept sealed and are not shown again."
        >
          <HeadersEditor
            headers={values.headers}
            onChange={(headers) => change({ headers })}
            faults={shown}
            taken={format?.headers ?? []}
          />
        </Section>
        <Section
          title="Access"
          about="What the endpoint asks for before it lets a POST in. Secrets are kept sealed and are not shown again."
        >
          <AccessEditor
            values={values.access}
            onChange={(access) => change({ access })}
            faults={shown}
            onTouch={touch}
          />
        </Section>
        {creating && (
          <Section title="Signature" about="So that the receiver knows who sends.">
            <Signature values={values} change={change} format={format} shown={shown} />
          </Section>
        )}
        <Section
          title="Preview"
          about="The exact POST that these settings would send for a sample event. Nothing is sent."
        >
          <PostPreview values={values} webhook={props.webhook} />
        </Section>
        <Section title="State">
          <Switch
            label="Test mode"
            description="It gets what is sent to it as a test, and no real event."
            checked={values.testMode}
            onChange={(event) => change({ testMode: event.currentTarget.checked })}
          />
          {creating && (
            <Switch
              label="Enabled"
              description="Switch it off to set everything up first."
              checked={values.active}
              onChange={(event) => change({ active: event.currentTarget.checked })}
            />
          )}
        </Section>
        {props.error !== null && props.error !== undefined && <Trouble error={props.error} />}
        {submitted && Object.keys(own).length > 0 && (
          <Text c="var(--mantine-color-error)" size="sm" role="alert">
            {Object.keys(own).length === 1
              ? 'One field needs another look.'
              : `${Object.keys(own).length} fields need another look.`}
          </Text>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={props.saving} size="md">
            {props.action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** There is nothing to choose; but who builds a receiver has to know. */
function Order() {
  return (
    <div>
      <Text size="sm" fw={500}>
        Order
      </Text>
      <Text size="sm" c="dimmed">
        Events go out side by side, and what fails is tried again while others pass. So they may
        arrive in another order than they happened, and now and then twice: have the receiver go by
        the time in the event, and by its id to know a repeat.
      </Text>
    </div>
  );
}

function Section({
  title,
  about,
  children,
}: {
  title: string;
  about?: string;
  children: ReactNode;
}) {
  return (
    <Paper component="section" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      {about !== undefined && (
        <Text size="sm" c="dimmed">
          {about}
        </Text>
      )}
      <Stack mt="md">{children}</Stack>
    </Paper>
  );
}

interface PartProps {
  values: FormValues;
  change: Change;
  format: Format | undefined;
}

const PERIODS = [
  { value: '1s', label: 'a second' },
  { value: '1m', label: 'a minute' },
  { value: '1h', label: 'an hour' },
];

function RateLimit({ values, change, error, format }: PartProps & { error: string | undefined }) {
  const usual = format?.rate_limit;
  const periods = PERIODS.some(({ value }) => value === values.period)
    ? PERIODS
    : [...PERIODS, { value: values.period, label: values.period }];
  return (
    <Stack gap="sm">
      <Switch
        label="Rate limit"
        description={
          usual
            ? `Unless set, as the format has it: ${usual.deliveries} in ${usual.period}.`
            : 'Attempts beyond it wait; none is lost.'
        }
        checked={values.limited}
        onChange={(event) => change({ limited: event.currentTarget.checked })}
      />
      {values.limited && (
        <Group align="flex-start">
          <NumberInput
            label="At most"
            suffix=" attempts"
            thousandSeparator=","
            min={1}
            max={10_000}
            clampBehavior="none"
            w={180}
            value={values.deliveries}
            onChange={(value) => change({ deliveries: value === '' ? '' : Number(value) })}
            error={error}
          />
          <Select
            label="In"
            w={140}
            allowDeselect={false}
            data={periods}
            value={values.period}
            onChange={(period) => change({ period: period ?? values.period })}
          />
        </Group>
      )}
    </Stack>
  );
}

function Signature({ values, change, format, shown }: PartProps & { shown: Faults }) {
  const standard = values.format === 'standard';
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {standard && (
        <Select
          label="Scheme"
          description={
            values.scheme === 'hmac-sha256'
              ? 'A shared secret. Every library knows it.'
              : 'A key pair: the receiver only needs the public key.'
          }
          allowDeselect={false}
          data={[
            { value: 'hmac-sha256', label: 'HMAC-SHA256' },
            { value: 'ed25519', label: 'Ed25519' },
          ]}
          value={values.scheme}
          onChange={(scheme) =>
            change({ scheme: scheme === 'ed25519' ? 'ed25519' : 'hmac-sha256' })
          }
          error={shown.scheme}
        />
      )}
      <TextInput
        label="Secret of your own"
        description={
          format?.secret === 'text'
            ? '8 to 256 characters; one is made when empty'
            : 'whsec_ and base64; one is made when empty'
        }
        placeholder="made for you"
        autoComplete="off"
        spellCheck={false}
        value={values.secret}
        onChange={(event) => change({ secret: event.currentTarget.value })}
        error={shown.secret}
      />
    </SimpleGrid>
  );
}
