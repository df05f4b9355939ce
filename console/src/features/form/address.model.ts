const LONGEST = 2_048;

/** What is wrong with the address of a webhook, in the words of what to do; null when it will do. */
export function addressFault(text: string): string | null {
  const address = text.trim();
  if (address === '') {
    return 'Enter the address that receives the POSTs, like https://example.com/webhook';
  }
  if (!/^https?:\/\//i.test(address)) {
    return 'The address begins with https:// (or http://)';
  }
  if (address.length > LONGEST) {
    return `The address is too long: at most ${LONGEST} characters`;
  }
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return 'This is not a complete address, like https://example.com/webhook';
  }
  if (url.username !== '' || url.password !== '') {
    return 'Leave user and password out of the address: use a header instead';
  }
  if (address.includes('#')) {
    return 'An address of a webhook has no # part';
  }
  return null;
}

/** What deserves a second look, though it is allowed. */
export function addressWarning(text: string): string | null {
  if (addressFault(text) !== null) {
    return null;
  }
  const url = new URL(text.trim());
  return url.protocol === 'http:'
    ? 'Over http:// anybody on the way can read the events. Use https:// in production.'
    : null;
}
