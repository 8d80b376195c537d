import { readFileSync, rmSync } from 'node:fs'
import { z } from 'zod'
import { accountState } from '../../shared/models/index.ts'
import { writeAtomically } from '../files/atomic-file.ts'

const session = z.readonly(
  z.object({
    issuerId: z.string(),
    token: z.string(),
    account: accountState.options[1],
  }),
)

const accountFile = z.readonly(
  z.object({
    format: z.literal(1),
    /** Random text that never leaves this machine; what each authority is shown is derived from it. */
    clientId: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
    session: session.nullable(),
  }),
)

export type StoredSession = z.infer<typeof session>
export type AccountFile = z.infer<typeof accountFile>

/** The file as it was left; null when there is none or it cannot be read: then a login is all that is lost. */
export const readAccountFile = (path: string): AccountFile | null => {
  try {
    return accountFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}

/** Readable by its owner alone: the session token is in it. */
export const writeAccountFile = (path: string, content: AccountFile): void =>
  writeAtomically(path, `${JSON.stringify(content, null, 2)}\n`, 0o600)

/** Whoever logged out stays so over a restart, also when nothing can be written any more. */
export const forgetSession = (path: string, clientId: string): void => {
  try {
    writeAccountFile(path, { format: 1, clientId, session: null })
  } catch {
    rmSync(path, { force: true })
  }
}
