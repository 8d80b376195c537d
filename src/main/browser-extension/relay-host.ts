import { connect } from 'node:net'
import type { Readable, Writable } from 'node:stream'
import { readAddress } from './address-file.ts'
import { framed } from './frames.ts'

/**
 * What a browser starts for the extension: it connects to the running assistant, shows that it may read this user's
 * files, and passes bytes on in both directions. It understands nothing and keeps nothing. Resolves when either side
 * has gone.
 */
export const relayHost = (home: string, input: Readable, output: Writable): Promise<void> =>
  new Promise((resolve) => {
    const address = readAddress(home)
    const asleep = (): void => void output.write(framed({ asleep: true }), () => resolve())
    if (address === null) return asleep()
    const socket = connect(address.path)
    let met = false
    socket.on('connect', () => {
      met = true
      socket.write(framed({ secret: address.secret }))
      input.pipe(socket)
      socket.pipe(output, { end: false })
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => (met ? resolve() : asleep()))
    input.on('close', () => socket.destroy())
    output.on('error', () => socket.destroy())
  })
