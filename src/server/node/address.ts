import { peerAddress } from './listener.js';

/**
 * Tells the address of whoever asks: that of the connection, or, behind reverse proxies, what the first of them wrote
 * into `X-Forwarded-For`. Each proxy adds one address at the end; what stands before was made up by the client.
 */
export const clientAddress =
  (proxies: number) =>
  (request: Request): string | undefined => {
    const forwarded = (request.headers.get('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
    const named = proxies > 0 ? forwarded.at(-proxies) : undefined;
    return named === undefined || named === '' ? peerAddress(request) : named;
  };
