import { sign } from 'node:crypto'
import { type Feed, sendFile } from './feed.ts'

/** Signs any bytes with the publisher's own key: what they say must be refused for what they say. */
export const signText = (feed: Feed, text: string | Uint8Array): void => {
  const bytes = Buffer.from(text)
  const signature = sign(null, bytes, feed.key).toString('base64')
  feed.answer('update.json', sendFile(bytes))
  feed.answer(
    'update.json.sig',
    sendFile(Buffer.from(JSON.stringify({ signatures: [{ key: feed.keys[0], signature }] }))),
  )
}
