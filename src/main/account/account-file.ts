import { rmSync } from 'node:fs'
import { z } from 'zod'
import { isAssistantError } from '../../shared/errors/index.ts'
import { signedInAccount } from '../../shared/models/index.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { smallJsonAt } from '../files/file-reading.ts'

const session = z.readonly(
  z.object({
    issuerId: z.string(),
    token: z.string(),
    account: signedInAccount,
  }),
)

/** A random text that never leaves this machine. What each authority sees is derived from it. */
const clientId = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/)

/** The format from the time when there could be only one session. */
const oneSession = z.object({ format: z.literal(1), clientId, session: session.nullable() })

/** A session that this version does not understand only costs one more login; the other sessions stay. */
const severalSessions = z.object({ format: z.literal(2), clientId, sessions: z.array(z.unknown()) })

const accountFile = z.union([oneSession, severalSessions])

export type StoredSession = z.infer<typeof session>
export type AccountFile = {
  readonly clientId: string
  /** The last used session comes first. */
  readonly sessions: readonly StoredSession[]
}

const understood = (sessions: readonly unknown[]): readonly StoredSession[] =>
  sessions.flatMap((one) => session.safeParse(one).data ?? [])

/** The file as it was left; null if there is none or it cannot be read, which only costs a login. */
export const readAccountFile = (path: string): AccountFile | null => {
  const file = smallJsonAt(path, accountFile)
  if (file === null) return null
  const { clientId: id } = file
  return {
    clientId: id,
    sessions: file.format === 1 ? understood([file.session]) : understood(file.sessions),
  }
}

/** Only the owner can read it, because it contains the tokens of the sessions. */
const writeAccountFile = (path: string, content: AccountFile): void =>
  writeAtomically(path, `${JSON.stringify({ format: 2, ...content }, null, 2)}\n`, 0o600)

/** Returns whether it is on disk now. */
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
 * A person who logged out stays logged out after a restart, even if nothing can be written any more. Returns whether
 * the others could be kept: on a full disk they get the room that the old file took.
 */
export const forgetSession = (path: string, left: AccountFile): boolean => {
  if (isWritten(path, left)) return true
  rmSync(path, { force: true })
  return isWritten(path, left)
}
