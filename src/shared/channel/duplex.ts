/** The one channel that carries the contract: Electron IPC, a WebSocket or a pair in memory. */
export type Duplex = {
  postMessage(message: unknown): void
  readonly onMessage: { addListener(listener: (message: unknown) => void): void }
  readonly onDisconnect: { addListener(listener: () => void): void }
}

export type DuplexEnd = {
  readonly duplex: Duplex
  /** The carrier calls this for every message that arrives. */
  arrive(message: unknown): void
  /** The carrier calls this once, when the other side is gone. */
  leave(): void
}

/** Makes a channel from a carrier that can send. The carrier then calls `arrive` and `leave`. */
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
