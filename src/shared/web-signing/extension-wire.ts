/** What a page and the extension's script in it say to each other, besides the messages of wire.ts. */

/** The page sends this to itself with a message port; the extension's script answers on the port. */
export const extensionGreeting = { 'cert-assistant': 'extension', wire: 1 } as const

export type FromExtension = {
  readonly extension:
    | 'here'
    /** The assistant is on the line; from now on the port carries messages of wire.ts. */
    | 'open'
    /** The browser found no native host: the assistant is not installed, or has not registered it. */
    | 'no-host'
    /** The host found no running assistant, or it hung up. */
    | 'not-running'
}
