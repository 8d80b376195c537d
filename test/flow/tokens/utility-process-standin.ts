// Stands in for an Electron utility process: process.parentPort as Electron documents it, over Node's own channel.

const send = process.send?.bind(process)
const port = {
  postMessage: (message: unknown) => send?.(message),
  on: (_: 'message', listener: (event: { readonly data: unknown }) => void) =>
    process.on('message', (data) => listener({ data })),
}
Object.assign(process, { parentPort: port, send: undefined })
await import('../../../src/native/host/token-host.ts')
