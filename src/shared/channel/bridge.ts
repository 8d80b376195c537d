/** What the preload script puts on `window.assistant` in the Electron shell; absent in a browser. */
export type Bridge = {
  /** Opens the one channel of this window; an earlier channel of the same window ends. */
  connect(listener: (message: unknown) => void): void
  send(message: unknown): void
}

/** Names on Electron's IPC, known to the preload script and the Electron shell alone. */
export const ipcChannels = { connect: 'assistant:connect', message: 'assistant:message' } as const
