import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const told = z.object({ certificates: z.array(z.base64()), crlUrl: z.url() })

/** Whose holders may come in, and where their revocation lists are. */
export type Authority = {
  readonly trusted: readonly (Uint8Array | string)[]
  lists(): Promise<readonly Uint8Array[]>
}

const fetched = async (url: URL): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(url, { signal: AbortSignal.timeout(5000) })).arrayBuffer())

/** The demonstration authority of an assistant's data folder, read anew each time, because its address changes. */
export const demonstrationAuthority = (home: string): Authority => {
  const read = () => told.parse(JSON.parse(readFileSync(join(home, 'authorities', 'demo.json'), 'utf8')))
  return {
    get trusted() {
      return read().certificates
    },
    lists: async () => {
      const issuing = new URL(read().crlUrl)
      return Promise.all([fetched(issuing), fetched(new URL('root.crl', issuing))])
    },
  }
}

/** Authorities given as files; their lists are not looked for, so revocation is not known. */
export const authorityOfFiles = (files: readonly string[]): Authority => ({
  trusted: files.map((file) => readFileSync(file)),
  lists: async () => [],
})
