import type { PageAnswer } from '../../shared/web-signing/wire.ts'
import { ownSpeaker } from '../web-signing/carriers/own.ts'
import type { Connections } from '../web-signing/connections.ts'
import { readMessage } from '../web-signing/page-message.ts'
import { PageRefusal } from '../web-signing/page-refusal.ts'
import type { RelayedPage } from './relay.ts'

/** A page behind the extension, which speaks as one on our own port does. */
export const pageLine =
  ({ connect }: Pick<Connections, 'connect'>) =>
  (origin: string, say: (text: string) => void): RelayedPage => {
    const tell = (event: unknown): void => say(JSON.stringify(event))
    try {
      const page = connect({ origin, carrier: 'extension', tell })
      return { hear: ownSpeaker(page, say).hear, leave: page.leave }
    } catch (error) {
      if (!(error instanceof PageRefusal)) throw error
      const { refusal } = error
      const hear = (text: string): void => {
        say(JSON.stringify({ id: readMessage(text).id, refusal } satisfies PageAnswer))
      }
      return { hear, leave: () => {} }
    }
  }
