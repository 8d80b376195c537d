import { type Client, clientOver } from '../../src/renderer/live/client.ts'
import { duplexOver } from '../../src/shared/channel/duplex.ts'
import type { Snapshot } from '../../src/shared/models/index.ts'
import { snapshotsOf } from '../../src/shared/snapshot/update.ts'
import { dial, enter } from '../../test/ui/contract-client.ts'

export type BenchWindow = {
  readonly client: Client
  /** The newest snapshot once something is true of it. */
  until(isSo: (snapshot: Snapshot) => boolean): Promise<Snapshot>
  /** Opens another stream of snapshots, as a window that comes up does, and takes the first. */
  first(): Promise<Snapshot>
  close(): void
}

/** A window without pixels: it checks what arrives as the pages do, and keeps the newest snapshot at hand. */
export const openWindow = async (url: string): Promise<BenchWindow> => {
  const { origin, session } = await enter(url)
  const socket = await dial(origin, session)
  const end = duplexOver((message) => socket.send(String(message)))
  socket.on('message', (data) => end.arrive(String(data)))
  socket.on('close', () => end.leave())
  const client = clientOver(end.duplex)
  let newest: Snapshot | null = null
  const waiting = new Set<(snapshot: Snapshot) => void>()
  const watch = async () => {
    for await (const snapshot of snapshotsOf(await client.state.watch())) {
      newest = snapshot
      for (const look of waiting) look(snapshot)
    }
  }
  void watch().catch(() => undefined)
  return {
    client,
    until: (isSo) =>
      new Promise((resolve) => {
        const look = (snapshot: Snapshot) => {
          if (!isSo(snapshot)) return
          waiting.delete(look)
          resolve(snapshot)
        }
        waiting.add(look)
        if (newest) look(newest)
      }),
    first: async () => {
      const enough = new AbortController()
      for await (const snapshot of snapshotsOf(
        await client.state.watch(undefined, { signal: enough.signal }),
      )) {
        enough.abort()
        return snapshot
      }
      throw new Error('the stream of snapshots ended')
    },
    close: () => socket.close(),
  }
}
