import { type IpcMainEvent, ipcMain, type WebContents } from 'electron'
import { ipcChannels } from '../../../shared/channel/bridge.ts'
import { type Duplex, type DuplexEnd, duplexOver } from '../../../shared/channel/duplex.ts'
import { isOwnPage } from './pages.ts'
import { isTrustedSender } from './trusted-sender.ts'

const channelTo = (contents: WebContents): DuplexEnd =>
  duplexOver((message) => {
    if (!contents.isDestroyed()) contents.send(ipcChannels.message, message)
  })

/** Carries the contract to each window. A window has one channel, which ends when its page goes or loads again. */
export const carryContract = (serve: (channel: Duplex) => void, refused: (address: string) => void): void => {
  const ends = new Map<WebContents, DuplexEnd>()
  const watched = new WeakSet<WebContents>()
  const leave = (contents: WebContents): void => {
    ends.get(contents)?.leave()
    ends.delete(contents)
  }
  const watch = (contents: WebContents): void => {
    if (watched.has(contents)) return
    watched.add(contents)
    contents.once('destroyed', () => leave(contents))
    contents.on('render-process-gone', () => leave(contents))
  }
  const trusted = (event: IpcMainEvent): boolean => {
    if (isTrustedSender(event.senderFrame, isOwnPage)) return true
    refused(event.senderFrame?.url ?? 'a frame that is gone')
    return false
  }
  ipcMain.on(ipcChannels.connect, (event) => {
    if (!trusted(event)) return
    const contents = event.sender
    leave(contents)
    watch(contents)
    const end = channelTo(contents)
    ends.set(contents, end)
    serve(end.duplex)
  })
  ipcMain.on(ipcChannels.message, (event, message: unknown) => {
    if (trusted(event)) ends.get(event.sender)?.arrive(message)
  })
}
