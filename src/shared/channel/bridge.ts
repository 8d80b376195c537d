/** What the preload script puts on `window.assistant` in the Electron shell; absent in a browser. */
export type Bridge = {
  /** Opens the one channel of this window and ends the earlier channel of the same window. */
  connect(listener: (message: unknown) => void): void
  send(message: unknown): void
  /** Where a file lies that the person dropped onto the page; empty if it is none of this computer's. */
  pathOf(file: File): string
}

/** Channel names on Electron's IPC. Only the preload script and the Electron shell know them. */
export const ipcChannels = { connect: 'assistant:connect', message: 'assistant:message' } as const
