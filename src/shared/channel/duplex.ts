/** The one channel the contract travels on: Electron IPC, a WebSocket or a pair in memory. */
export type Duplex = {
  postMessage(message: unknown): void
  readonly onMessage: { addListener(listener: (message: unknown) => void): void }
  readonly onDisconnect: { addListener(listener: () => void): void }
}

export type DuplexEnd = {
  readonly duplex: Duplex
  /** Called by the carrier for every message that arrived. */
  arrive(message: unknown): void
  /** Called by the carrier once, when the other side is gone. */
  leave(): void
}

/** Makes a channel of a carrier that can send; the carrier calls `arrive` and `leave`. */
export const duplexOver = (send: (message: unknown) => void): DuplexEnd => {
  const messageListeners: ((message: unknown) => void)[] = []
  const leaveListeners: (() => void)[] = []
  let gone = false
  return {
    duplex: {
      postMessage: (message) => {
        if (!gone) send(message)
      },
      onMessage: { addListener: (listener) => void messageListeners.push(listener) },
      onDisconnect: { addListener: (listener) => void leaveListeners.push(listener) },
    },
    arrive: (message) => {
      for (const listener of messageListeners) listener(message)
    },
    leave: () => {
      if (gone) return
      gone = true
      for (const listener of leaveListeners) listener()
    },
  }
}
