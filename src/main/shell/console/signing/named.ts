import { readFileSync } from 'node:fs'
import type { CertificateView, Snapshot } from '../../../../shared/models/index.ts'
import type { Desk } from './desk.ts'

/** Something that the person named and that is not here, or is here more than once. */
export class NotOne extends Error {
  override readonly name = 'NotOne'
}

export const certificatesOf = ({ tokens }: Snapshot): readonly CertificateView[] =>
  tokens.flatMap(({ pairs }) =>
    pairs.flatMap(({ signing, encryption }) =>
      [signing, signing === encryption ? null : encryption].flatMap((one) => one ?? []),
    ),
  )

const isNamed = (one: CertificateView, name: string, { tokens }: Snapshot): boolean => {
  const token = tokens.find(({ id }) => id === one.tokenId)
  return [one.id, one.serial, one.holder, token?.id, token?.serial, token?.label].some(
    (known) => known === name,
  )
}

export const signerNamed = (snapshot: Snapshot, name: string): string => {
  const signs = certificatesOf(snapshot).filter(({ use }) => use === 'signing' || use === 'both')
  const found = signs.filter((one) => isNamed(one, name, snapshot))
  const inForce = found.filter(({ daysLeft }) => daysLeft >= 0)
  const [only, ...others] = inForce.length > 0 ? inForce : found
  if (only === undefined || others.length > 0) throw new NotOne(name)
  return only.id
}

export const recipientsNamed = async (
  { client }: Desk,
  names: readonly string[],
): Promise<readonly string[]> => {
  const ids: string[] = []
  for (const name of names) {
    const before = await client.documents.recipients()
    const known = before.filter(
      ({ id, holder, obstacle }) => obstacle === null && (id === name || holder === name),
    )
    if (known.length > 1) throw new NotOne(name)
    if (known[0]) ids.push(known[0].id)
    else {
      const file = readNamed(name).toString('base64')
      const after = await client.documents.addRecipients({ file })
      const fresh = after.filter(({ id }) => !before.some((one) => one.id === id))
      const usable = fresh.filter(({ obstacle }) => obstacle === null)
      if (usable.length === 0) throw new NotOne(name)
      ids.push(...usable.map(({ id }) => id))
    }
  }
  return ids
}

const readNamed = (path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch {
    throw new NotOne(path)
  }
}
