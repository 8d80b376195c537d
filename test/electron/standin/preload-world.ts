export type PreloadArguments = {
  /** The stand-in finds the receiver of this page's messages under this symbol. */
  readonly inbox: string
  readonly platform: string
}

type PreloadBundle = (
  require: (name: string) => unknown,
  module: object,
  exports: object,
  process: object,
) => void

/**
 * Runs in the page before the page's own scripts and uses nothing from outside. It gives the preload bundle what a
 * sandboxed preload gets: `electron` with contextBridge and ipcRenderer, and no Node.
 */
const preloadWorld = ({ inbox, platform }: PreloadArguments, bundle: PreloadBundle): void => {
  type Listener = (event: unknown, ...args: readonly unknown[]) => void
  type Outbox = (kind: 'send', channel: string, args: readonly unknown[]) => Promise<unknown>
  const page = window as unknown as Record<string | symbol, unknown>
  const outbox = page.__standinOutbox as Outbox
  delete page.__standinOutbox
  if (window.top !== window) return

  const listeners = new Map<string, Listener[]>()
  const deliver = (channel: string, args: readonly unknown[]) => {
    for (const listener of listeners.get(channel) ?? []) listener({ senderId: 0, ports: [] }, ...args)
  }
  Object.defineProperty(page, Symbol.for(inbox), { value: deliver })

  const ipcRenderer = {
    send: (channel: string, ...args: readonly unknown[]) => {
      void outbox('send', channel, structuredClone(args))
    },
    on: (channel: string, listener: Listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      return ipcRenderer
    },
  }
  // What crosses the bridge is copied: functions are wrapped, objects are frozen, prototypes are lost.
  const bridged = (value: unknown): unknown => {
    if (typeof value === 'function') return (...args: unknown[]) => bridged(value(...args.map(bridged)))
    if (Array.isArray(value)) return value.map(bridged)
    if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
      return Object.freeze(
        Object.fromEntries(Object.entries(value).map(([name, one]) => [name, bridged(one)])),
      )
    return value
  }
  const contextBridge = {
    exposeInMainWorld: (name: string, api: unknown) => {
      if (name in page)
        throw new Error('Cannot bind an API on top of an existing property on the window object')
      Object.defineProperty(page, name, { value: bridged(api), enumerable: true })
    },
  }
  const required = (name: string) => {
    // No file of this computer is ever dropped onto a page of the stand-in.
    const webUtils = { getPathForFile: () => '' }
    if (name === 'electron') return { contextBridge, ipcRenderer, webUtils }
    throw new Error(`module not found: ${name}`)
  }
  const module = { exports: {} }
  bundle(required, module, module.exports, {
    platform,
    sandboxed: true,
    contextIsolated: true,
    type: 'renderer',
  })
}

/** The script for a page: the world, with the bundle as a function in it, because the policy forbids eval. */
export const preloadScript = (code: string, given: PreloadArguments): string =>
  `(${preloadWorld.toString()})(${JSON.stringify(given)}, function (require, module, exports, process) {${code}\n})`
