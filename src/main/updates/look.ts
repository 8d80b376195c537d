import { AssistantError, isAssistantError } from '../../shared/errors/index.ts'
import type { FeedData } from '../../shared/updates/feed-data.ts'
import { type Manifest, manifestLimits } from '../../shared/updates/manifest.ts'
import type { FeedServer } from './feed-server.ts'
import { checkFresh, type Newest, openManifest, sha256Of } from './judgement.ts'
import type { Seen } from './seen-file.ts'

export type LookParts = {
  readonly feed: Pick<FeedData, 'keys'>
  readonly server: Pick<FeedServer, 'small'>
  readonly newest: () => Newest | null
  readonly now: () => Date
  /** Keeps what was believed. If that fails, nothing of it counts. */
  readonly believe: (content: Manifest, newest: Newest, from: Seen['newest']) => void
}

/** Fetches the manifest and its signatures, and judges them. */
export const createLook = ({ feed, server, newest, now, believe }: LookParts) => {
  const fetchAndOpen = async (address: string, signal: AbortSignal) => {
    const bytes = await server.small(new URL(address), manifestLimits.bytes, signal)
    const signatures = await server.small(new URL(`${address}.sig`), manifestLimits.signatureBytes, signal)
    return { bytes, signatures, content: openManifest(bytes, signatures, feed.keys) }
  }
  /** A publication may have come between the two files; then both are fetched once more. */
  const opened = async (address: string, signal: AbortSignal) => {
    try {
      return await fetchAndOpen(address, signal)
    } catch (error) {
      if (!isAssistantError(error) || error.code !== 'update-signature-wrong') throw error
      return fetchAndOpen(address, signal)
    }
  }
  return async (address: string, signal: AbortSignal): Promise<void> => {
    const { bytes, signatures, content } = await opened(address, signal)
    if (signal.aborted) throw new AssistantError('cancelled-by-user')
    const sha256 = sha256Of(bytes)
    checkFresh(content, sha256, newest(), now())
    const from = {
      address,
      manifest: bytes.toString('base64'),
      signatures: signatures.toString('base64'),
    }
    believe(content, { sequence: content.sequence, issued: content.issued, sha256 }, from)
  }
}
