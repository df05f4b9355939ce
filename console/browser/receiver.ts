import { createServer, type IncomingHttpHeaders } from 'node:http';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An endpoint that answers as it is told and remembers what it got, path by path. */
export interface Receiver {
  url(path: string): string;
  answer(path: string, status: number, body?: string): void;
  received(path: string): readonly Received[];
  close(): void;
}

export async function startReceiver(): Promise<Receiver> {
  const answers = new Map<string, { status: number; body: string }>();
  const kept = new Map<string, Received[]>();
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      kept.set(path, [
        ...(kept.get(path) ?? []),
        { headers: request.headers, body: Buffer.concat(chunks).toString() },
      ]);
      const { status, body } = answers.get(path) ?? { status: 200, body: '{"received": true}' };
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    answer: (path, status, body = '') => void answers.set(path, { status, body }),
    received: (path) => kept.get(path) ?? [],
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
