import type { Server } from 'node:net'
import type { Duplex } from 'node:stream'

/** A person's browser has a few connections at a time; a crowd beyond this is somebody who holds doors shut. */
const mostWaiting = 128

export type Crowd = {
  /** This one has shown that it belongs to the owner, and is counted no longer. */
  admit(connection: Duplex): void
}

/**
 * Any user of the machine can connect and then be slow, a thousand times over. The number of strangers is bounded, and
 * it is the oldest that goes: so a new caller always gets in, and whoever is quick is served.
 */
export const boundCrowd = (server: Server, most = mostWaiting): Crowd => {
  const strangers = new Set<Duplex>()
  server.on('connection', (connection) => {
    strangers.add(connection)
    connection.once('close', () => strangers.delete(connection))
    const [oldest] = strangers
    if (strangers.size > most) oldest?.destroy()
  })
  return { admit: (connection) => void strangers.delete(connection) }
}
