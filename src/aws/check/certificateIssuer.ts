import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { oneLine } from '../../core/text/plainText';

/** Milliseconds after which nobody waits for the certificate any more. */
const patience = 5_000;

/**
 * Returns who issued the certificate of a host, to name whom this computer does not trust. Nothing is sent over the
 * connection, so it does not matter that the certificate is not trusted.
 * @param host host and port
 * @returns undefined if there is no certificate, or the host cannot be reached without a proxy
 */
export function certificateIssuer(host: string, signal: AbortSignal): Promise<string | undefined> {
  const { hostname, port } = new URL(`https://${host}`);
  const address = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connect({
      host: address,
      port: Number(port || 443),
      // A name is told to the server; an address is not.
      ...(isIP(address) ? {} : { servername: address }),
      rejectUnauthorized: false,
    });
    const end = (issuer?: string): void => {
      signal.removeEventListener('abort', stop);
      socket.destroy();
      resolve(issuer);
    };
    const stop = (): void => end();
    signal.addEventListener('abort', stop, { once: true });
    socket.setTimeout(patience, stop);
    socket.once('error', stop);
    socket.once('close', stop);
    socket.once('secureConnect', () => {
      const { O: organisation, CN: name } = socket.getPeerCertificate().issuer ?? {};
      end(oneLine(String(organisation ?? name ?? ''), 100) || undefined);
    });
    if (signal.aborted) stop();
  });
}
