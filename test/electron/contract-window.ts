import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { duplexOver } from '../../src/shared/channel/duplex.ts'
import type { Contract } from '../../src/shared/contract/index.ts'
import type { Snapshot } from '../../src/shared/models/index.ts'
import { snapshotsOf } from '../../src/shared/snapshot/update.ts'
import type { ElectronProcess } from './electron-process.ts'

export type Frame = { readonly url: string; readonly parent: object | null } | null

const ownFrame: Frame = { url: 'app://assistant/', parent: null }

let windows = 0

/** A window without a page, as the main process sees one: a sender with a frame, and what was sent to it. */
export const openWindow = async (electron: ElectronProcess, frame: Frame = ownFrame) => {
  windows += 1
  const name = `__window${windows}`
  await electron.evaluate(
    ({ ipcMain }, [key, senderFrame]) => {
      const received: unknown[] = []
      const sender = {
        isDestroyed: () => false,
        once: () => sender,
        on: () => sender,
        send: (_channel: string, message: unknown) => received.push(message),
      }
      Reflect.set(globalThis, key, { received, event: { sender, senderFrame } })
      ipcMain.emit('assistant:connect', { sender, senderFrame })
    },
    [name, frame] as [string, Frame],
  )
  return {
    send: (message: unknown): Promise<void> =>
      electron.evaluate(
        ({ ipcMain }, [key, one]) => {
          ipcMain.emit('assistant:message', Reflect.get(globalThis, key).event, one)
        },
        [name, message] as [string, unknown],
      ),
    /** What has arrived since the last call. */
    take: (): Promise<readonly unknown[]> =>
      electron.evaluate((_electron, key) => Reflect.get(globalThis, key).received.splice(0), name),
  }
}

/** The contract as a page of the product has it, once the tray is shown. */
export const contractOf = async (electron: ElectronProcess) => {
  await electron.until(({ trays }) => trays.length > 0)
  const window = await openWindow(electron)
  // A killed product hears nothing any more, and its channel is gone by then.
  const end = duplexOver((message) => void window.send(message).catch(() => undefined))
  const look = setInterval(async () => {
    for (const message of await window.take().catch(() => [])) end.arrive(message)
  }, 20)
  const close = () => {
    clearInterval(look)
    end.leave()
  }
  void electron.ended().then(close)
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port: end.duplex }))
  return { client, close }
}

export type Client = Awaited<ReturnType<typeof contractOf>>['client']

/** The first snapshot of which something is true. */
export const snapshotWhere = async (
  client: Client,
  isSo: (snapshot: Snapshot) => boolean,
): Promise<Snapshot> => {
  const signal = AbortSignal.timeout(60_000)
  for await (const snapshot of snapshotsOf(await client.state.watch(undefined, { signal })))
    if (isSo(snapshot)) return snapshot
  throw new Error('the stream ended')
}
