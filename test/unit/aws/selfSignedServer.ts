import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pageOf } from './harness';

/** Whether certificates can be made here. */
export const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Starts a server whose certificate nobody trusts but who has `ca`; it answers everything with a page. */
export async function startSelfSigned(
  folder: string,
  subject = '/CN=localhost',
): Promise<{ readonly server: Server; readonly url: string; readonly ca: string }> {
  const file = (name: string) => join(folder, name);
  const names = ['-subj', subject, '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'];
  const made = ['-keyout', file('key.pem'), '-out', file('ca.pem'), '-days', '2', '-nodes', '-newkey', 'ec'];
  const curve = ['-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  execFileSync('openssl', ['req', '-x509', ...made, ...curve, ...names], { stdio: 'ignore' });
  const [key, cert] = ['key.pem', 'ca.pem'].map((name) => readFileSync(file(name)));
  const server = createServer({ key, cert }, (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(pageOf(['O1'])));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, ca: file('ca.pem') };
}
