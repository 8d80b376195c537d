import type { Server } from 'node:net'
import type { Duplex } from 'node:stream'

/**
 * A person's browser has a few connections at a time. More than this come from somebody who wants to block the others.
 */
export const mostWaiting = 128

export type Crowd = {
  /** This connection has shown that it belongs to the owner, so it no longer counts. */
  admit(connection: Duplex): void
}

/**
 * Any user of the machine can open a thousand slow connections. The number of strangers is limited, and the oldest one
 * goes. So a new caller always gets in, and a quick one is served.
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
