/** The way back to the application, the same under Electron's utilityProcess and Node's fork. */
export type ParentPort = {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Ends the process once everything that was sent has gone out. */
  close(): void
}

/** The part of an Electron utility process's process.parentPort that is used here. */
type ElectronPort = {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
}

const overElectron = (port: ElectronPort): ParentPort => ({
  send: (message) => port.postMessage(message),
  onMessage: (listener) => port.on('message', ({ data }) => listener(data)),
  // A utility process cannot tell when a message has gone out, so the application ends it.
  close: () => undefined,
})

const overNode = (): ParentPort => {
  let isClosed = false
  // Without its application a host is useless, and it would hold the token for ever. An orderly end waits for threads,
  // and one of them may wait inside a library for keys to come and go.
  process.once('disconnect', () => (isClosed ? process.exit(0) : process.kill(process.pid, 'SIGKILL')))
  return {
    send: (message) => process.send?.(message),
    onMessage: (listener) => void process.on('message', listener),
    close: () => {
      isClosed = true
      process.disconnect?.()
    },
  }
}

/** The port to the process that forked this one. */
export const parentPort = (): ParentPort => {
  const { parentPort: port } = process as { readonly parentPort?: ElectronPort }
  return port === undefined ? overNode() : overElectron(port)
}
