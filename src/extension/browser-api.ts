/** The few functions of browsers' extensions that are used here. Firefox has them under `browser`, Chromium under `chrome`. */
export type Port = {
  postMessage(message: unknown): void
  disconnect(): void
  readonly onMessage: { addListener(listener: (message: never) => void): void }
  readonly onDisconnect: { addListener(listener: () => void): void }
  /** Filled in by the browser, so a page cannot lie about it. */
  readonly sender?: { readonly origin?: string; readonly url?: string }
}

type Api = {
  readonly runtime: {
    connect(): Port
    connectNative(host: string): Port
    readonly onConnect: { addListener(listener: (port: Port) => void): void }
    readonly lastError?: { readonly message?: string }
  }
}

const { browser, chrome } = globalThis as unknown as { readonly browser?: Api; readonly chrome: Api }

export const { runtime } = browser ?? chrome
