import { rmSync } from 'node:fs'
import { z } from 'zod'
import { isAssistantError } from '../../shared/errors/index.ts'
import { signedInAccount } from '../../shared/models/index.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { smallFileAt } from '../files/file-reading.ts'

const session = z.readonly(
  z.object({
    issuerId: z.string(),
    token: z.string(),
    account: signedInAccount,
  }),
)

/** Random text that never leaves this machine; what each authority is shown is derived from it. */
const clientId = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/)

/** As it was while there could be only one session. */
const oneSession = z.object({ format: z.literal(1), clientId, session: session.nullable() })

/** A session that this version does not understand is one login more; the others stay. */
const severalSessions = z.object({ format: z.literal(2), clientId, sessions: z.array(z.unknown()) })

const accountFile = z.union([oneSession, severalSessions])

export type StoredSession = z.infer<typeof session>
export type AccountFile = {
  readonly clientId: string
  /** The one that was last used first. */
  readonly sessions: readonly StoredSession[]
}

const understood = (sessions: readonly unknown[]): readonly StoredSession[] =>
  sessions.flatMap((one) => session.safeParse(one).data ?? [])

/** The file as it was left; null when there is none or it cannot be read: then a login is all that is lost. */
export const readAccountFile = (path: string): AccountFile | null => {
  try {
    const file = accountFile.parse(JSON.parse(smallFileAt(path) ?? ''))
    const { clientId: id } = file
    return {
      clientId: id,
      sessions: file.format === 1 ? understood([file.session]) : understood(file.sessions),
    }
  } catch {
    return null
  }
}

/** Readable by its owner alone: the tokens of the sessions are in it. */
const writeAccountFile = (path: string, content: AccountFile): void =>
  writeAtomically(path, `${JSON.stringify({ format: 2, ...content }, null, 2)}\n`, 0o600)

/** Whether it is on disk now. */
export const isWritten = (path: string, content: AccountFile): boolean => {
  try {
    writeAccountFile(path, content)
    return true
  } catch (error) {
    if (!isAssistantError(error)) throw error
    return false
  }
}

/**
 * Whoever logged out stays so over a restart, also when nothing can be written any more. Whether those who are left
 * could be kept: a full disk has the room for them that the old file took.
 */
export const forgetSession = (path: string, left: AccountFile): boolean => {
  if (isWritten(path, left)) return true
  rmSync(path, { force: true })
  return isWritten(path, left)
}
