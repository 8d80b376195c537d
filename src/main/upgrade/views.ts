import type { UpgradeView } from '../../shared/models/index.ts'
import { visibleName } from '../../shared/visible.ts'
import type { Upgrade } from './records.ts'

export const sealTickOf = ({ begun, certificate, seal }: Upgrade): UpgradeView['seal'] => {
  if (begun.seals.length === 0) return 'none'
  if (certificate === null) return 'ahead'
  return seal ?? 'open'
}

export const applicationsTickOf = ({ certificate, chosen, opened }: Upgrade): UpgradeView['applications'] => {
  if (certificate === null) return 'ahead'
  if (opened !== null) return 'done'
  return chosen === null ? 'open' : 'sending'
}

/** Whether nothing is left to do, so that only the summary has to be read. */
export const isWhole = (upgrade: Upgrade): boolean =>
  ['none', 'done', 'left'].includes(sealTickOf(upgrade)) && applicationsTickOf(upgrade) === 'done'

/** A wizard as tray and windows see it. The name that the person gave to a key counts before the one in its journal. */
export const upgradeViewOf = (
  upgrade: Upgrade,
  nickname: (tokenId: string) => string | null,
): UpgradeView => {
  const { id, begun, certificate, opened } = upgrade
  const { issuerId, userName, holder, at, token, previousSerial, seals } = begun
  return {
    ...{ id, issuerId, userName, previousSerial, startedAt: at },
    holder: visibleName(holder),
    tokenName: (certificate && nickname(certificate.tokenId)) ?? visibleName(token.name),
    tokenKind: token.kind,
    serial: certificate?.serial ?? null,
    tokenId: certificate?.tokenId ?? null,
    certificate: certificate === null ? 'under-way' : 'done',
    seal: sealTickOf(upgrade),
    applications: applicationsTickOf(upgrade),
    seals: seals.map(({ number, name, state, hasPicture }) => ({ number, name, state, hasPicture })),
    opened: opened ?? [],
  }
}
