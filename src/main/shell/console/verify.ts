import { join } from 'node:path'
import type { Trust } from '../../../documents/index.ts'
import { AssistantError } from '../../../shared/errors/index.ts'
import { createFileWorker } from '../../documents/file-work/file-worker.ts'
import { createTrustedRoots } from '../../documents/trusted-roots.ts'
import { type Judging, runVerification, type Terminal } from '../../documents/verification-command.ts'
import { createChainCache } from '../../issuers/chain-cache.ts'
import { loadIssuers } from '../../issuers/issuers.ts'
import { refuseNewerFolder } from '../../versions/folder-format.ts'
import { nodeFork } from '../node-fork.ts'
import { consolePlaces, homeNamed } from './places.ts'

/** What the assistant of this data folder relies on. Nothing there is locked, written or set aside. */
const reliedIn = (named: string | undefined): Pick<Trust, 'roots' | 'certificates'> => {
  const home = homeNamed(named)
  refuseNewerFolder(home)
  const issuerSet = loadIssuers(join(consolePlaces().resources, 'issuers'), join(home, 'issuers'))
  const { read: known } = createChainCache(join(home, 'authorities'))
  return createTrustedRoots({ home, issuers: { known }, issuerSet, onlyReads: true }).trust()
}

const nobody = async (): Promise<never> => {
  throw new AssistantError('token-absent')
}

/** Files of strangers are read by the process that does it for the window, too. */
const verifying = (bundle: string): Judging['verify'] => {
  const worker = createFileWorker(nodeFork(bundle))
  const grants = { sign: nobody, openKey: nobody, openPart: nobody }
  return async (pair, { roots, certificates, crls, now }) => {
    const [rootBytes, certificateBytes, crlBytes] = [roots, certificates, crls].map((all) =>
      all.map(({ raw }) => raw),
    )
    const trust = { roots: rootBytes ?? [], certificates: certificateBytes ?? [], crls: crlBytes ?? [], now }
    const task = { kind: 'verify', ...pair, trust } as const
    const result = await worker.run(task, grants, () => {}, new AbortController().signal)
    if (result.kind !== 'verified') throw new Error(`the process of the files answered with ${result.kind}`)
    return result.verdict
  }
}

/** verify FILE…: the judgement of the window, for a terminal or a program. */
export const runVerify = (args: readonly string[], terminal: Terminal): Promise<number> =>
  runVerification(args, terminal, { relied: reliedIn, verify: verifying(consolePlaces().bundle) })
