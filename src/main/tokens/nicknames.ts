import { z } from 'zod'
import { AssistantError } from '../../shared/errors/index.ts'
import type { TokenKind } from '../../shared/models/index.ts'
import { nicknameIn } from '../../shared/tokens/nickname.ts'
import { visibleName } from '../../shared/visible.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { smallJsonAt } from '../files/file-reading.ts'

/** The names that a person gave to Ukeys. One that is away keeps its name. A soft certificate is known by its holder. */
export type Nicknames = {
  of(tokenId: string): string | null
  rename(tokenId: string, typed: string): void
}

/** More keys than any office has. The names given first make room for new ones. */
const mostNames = 500

const file = z.object({
  format: z.literal(1),
  names: z.array(z.object({ tokenId: z.string().max(500), nickname: z.string().max(2_000) })).max(mostNames),
})

type Given = ReadonlyMap<string, string>

/** A file that cannot be read costs only names. */
const readNames = (path: string): Given =>
  new Map(smallJsonAt(path, file)?.names.map(({ tokenId, nickname }) => [tokenId, nickname]))

const writeNames = (path: string, names: Given): void => {
  const listed = [...names].map(([tokenId, nickname]) => ({ tokenId, nickname }))
  writeAtomically(path, `${JSON.stringify({ format: 1, names: listed }, null, 2)}\n`)
}

export const createNicknames = (parts: {
  readonly path: string
  readonly kindOf: (tokenId: string) => TokenKind | null
}): Nicknames => {
  let names = readNames(parts.path)
  return {
    of: (tokenId) => {
      const name = names.get(tokenId)
      // Hidden characters are written out, as in every name that comes from outside.
      return name === undefined ? null : visibleName(name)
    },
    rename: (tokenId, typed) => {
      const kind = parts.kindOf(tokenId)
      if (kind === null) throw new AssistantError('token-absent')
      if (kind === 'soft') throw new AssistantError('token-lacks')
      const after = new Map(names)
      after.delete(tokenId)
      const name = nicknameIn(typed)
      if (name !== null) after.set(tokenId, name)
      const kept = new Map([...after].slice(-mostNames))
      writeNames(parts.path, kept)
      names = kept
    },
  }
}
