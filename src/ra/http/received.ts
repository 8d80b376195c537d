import type { IncomingMessage } from 'node:http'

/**
 * Calls back when the whole request is there: at once, or when the last byte of its body has come. Returns a function
 * that cancels this. A request can be over long before its body has come, because Node discards an unread body only
 * after the answer. So the caller must cancel when the request is over.
 */
export function whenReceived(request: IncomingMessage, then: () => void): () => void {
  const { 'content-length': length = '0', 'transfer-encoding': coding } = request.headers
  if (length === '0' && coding === undefined) then()
  else request.once('end', then)
  return () => void request.off('end', then)
}
