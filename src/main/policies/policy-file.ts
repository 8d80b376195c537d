import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

/** Where an administrator of Linux writes policies. */
export const policyFile = '/etc/cert-assistant/policies.json'

export type RawPolicies =
  | { readonly kind: 'absent' }
  | { readonly kind: 'read'; readonly values: Readonly<Record<string, unknown>> }
  | { readonly kind: 'untrusted' | 'unreadable' }

const mostBytes = 1024 * 1024
const others = 0o022

const ownedBy = (owner: number, { uid, mode }: Stats): boolean => uid === owner && (mode & others) === 0

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

const readOpened = (file: number, owner: number): RawPolicies => {
  const found = fstatSync(file)
  if (!found.isFile() || found.size > mostBytes) return { kind: 'unreadable' }
  if (!ownedBy(owner, found)) return { kind: 'untrusted' }
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return { kind: 'read', values: z.record(z.string(), z.unknown()).parse(content) }
}

/**
 * Reads the policies of an administrator. What others can exchange is not an administrator's word: neither a link, nor
 * a file or folder that somebody else owns or can write.
 */
export const readPolicyFile = (path: string, owner = 0): RawPolicies => {
  let file: number | null = null
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    const folder = lstatSync(dirname(path))
    if (!folder.isDirectory() || !ownedBy(owner, folder)) return { kind: 'untrusted' }
    return readOpened(file, owner)
  } catch (error) {
    const code = codeOf(error)
    if (file === null && (code === 'ENOENT' || code === 'ENOTDIR')) return { kind: 'absent' }
    return { kind: code === 'ELOOP' ? 'untrusted' : 'unreadable' }
  } finally {
    if (file !== null) closeSync(file)
  }
}
