import {
  PasswordInput,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';

import {
  type AccessValues,
  AUTHENTICATIONS,
  type AuthenticationType,
  keepsKey,
  keepsSecret,
} from './access.model.ts';
import type { Faults } from './form.model.ts';

interface EditorProps {
  values: AccessValues;
  onChange: (values: AccessValues) => void;
  faults: Faults;
  onTouch: (field: string) => void;
}

/** Names of what it holds as text. */
type TextName = {
  [name in keyof AccessValues]: AccessValues[name] extends string ? name : never;
}[keyof AccessValues];

export function AccessEditor(props: EditorProps) {
  const { values, onChange } = props;
  return (
    <Stack>
      <Select
        label="Authentication"
        description="Makes the header Authorization"
        allowDeselect={false}
        maw={420}
        data={AUTHENTICATIONS.map(({ value, label }) => ({ value, label }))}
        value={values.type}
        onChange={(type) => onChange({ ...values, type: (type ?? 'none') as AuthenticationType })}
      />
      <Credentials {...props} />
      <Certificates {...props} />
    </Stack>
  );
}

function Credentials(props: EditorProps) {
  const kept = keepsSecret(props.values);
  switch (props.values.type) {
    case 'none':
      return null;
    case 'basic':
      return (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Plain {...props} of="username" field="authentication.username" label="User name" />
          <Secret {...props} of="password" label="Password" kept={kept} />
        </SimpleGrid>
      );
    case 'bearer':
      return <Secret {...props} of="token" label="Token" kept={kept} />;
    case 'oauth2_client_credentials':
      return (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Plain
            {...props}
            of="tokenUrl"
            field="authentication.token_url"
            label="Token address"
            placeholder="https://login.example.com/oauth/token"
          />
          <Plain {...props} of="clientId" field="authentication.client_id" label="Client id" />
          <Secret {...props} of="clientSecret" label="Client secret" kept={kept} />
          <Plain
            {...props}
            of="scope"
            field="authentication.scope"
            label="Scope"
            placeholder="none, or names with spaces between"
          />
          <Plain
            {...props}
            of="audience"
            field="authentication.audience"
            label="Audience"
            placeholder="none"
          />
        </SimpleGrid>
      );
  }
}

interface FieldProps extends EditorProps {
  of: TextName;
  label: string;
}

function Plain({
  values,
  onChange,
  faults,
  onTouch,
  of,
  field,
  label,
  placeholder,
}: FieldProps & { field: string; placeholder?: string }) {
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      value={String(values[of])}
      onChange={(event) => onChange({ ...values, [of]: event.currentTarget.value })}
      onBlur={() => onTouch(field)}
      error={faults[field]}
    />
  );
}

const SECRETS = {
  password: 'authentication.password',
  token: 'authentication.token',
  clientSecret: 'authentication.client_secret',
} as const;

function Secret({
  values,
  onChange,
  faults,
  onTouch,
  of,
  label,
  kept,
}: FieldProps & { of: keyof typeof SECRETS; kept: boolean }) {
  const field = SECRETS[of];
  return (
    <PasswordInput
      label={label}
      placeholder={kept ? 'kept as it is' : undefined}
      autoComplete="new-password"
      value={values[of]}
      onChange={(event) => onChange({ ...values, [of]: event.currentTarget.value })}
      onBlur={() => onTouch(field)}
      error={faults[field]}
      visibilityToggleButtonProps={{ 'aria-label': `Show or hide: ${label.toLowerCase()}` }}
    />
  );
}

function Certificates(props: EditorProps) {
  const { values, onChange, faults } = props;
  return (
    <>
      <Switch
        label="Client certificate"
        description="For endpoints that ask for one (mutual TLS)"
        checked={values.mutual}
        onChange={(event) => onChange({ ...values, mutual: event.currentTarget.checked })}
      />
      {values.mutual && (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Pem
            {...props}
            of="certificate"
            field="tls.client_certificate"
            label="Certificate, with its chain"
            placeholder="-----BEGIN CERTIFICATE-----"
          />
          <Pem
            {...props}
            of="key"
            field="tls.client_key"
            label="Private key"
            placeholder={keepsKey(values) ? 'kept as it is' : '-----BEGIN PRIVATE KEY-----'}
          />
        </SimpleGrid>
      )}
      <Switch
        label="Certificates of its issuer"
        description="Only what they have issued is trusted then, for an endpoint with a certificate of a private authority"
        checked={values.ownIssuers}
        onChange={(event) => onChange({ ...values, ownIssuers: event.currentTarget.checked })}
      />
      {values.ownIssuers && (
        <Pem
          {...props}
          of="issuers"
          field="tls.ca_certificates"
          label="Trusted certificates"
          placeholder="-----BEGIN CERTIFICATE-----"
        />
      )}
      {faults.tls !== undefined && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {faults.tls}
        </Text>
      )}
    </>
  );
}

function Pem({
  values,
  onChange,
  faults,
  onTouch,
  of,
  field,
  label,
  placeholder,
}: FieldProps & { field: string; placeholder: string }) {
  return (
    <Textarea
      className="pr-editor"
      label={label}
      placeholder={placeholder}
      autosize
      minRows={4}
      maxRows={10}
      maxLength={64_000}
      spellCheck={false}
      autoComplete="off"
      value={String(values[of])}
      onChange={(event) => onChange({ ...values, [of]: event.currentTarget.value })}
      onBlur={() => onTouch(field)}
      error={faults[field]}
    />
  );
}
