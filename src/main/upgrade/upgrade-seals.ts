import { AssistantError } from '../../shared/errors/index.ts'
import type { CertificateView, ReadableSeal, Snapshot } from '../../shared/models/index.ts'
import { rememberedName } from '../../shared/tokens/nickname.ts'
import { usableSealsOf } from '../../shared/upgrade/rows.ts'
import type { SealsService } from '../seals/seals-service.ts'
import type { Begun } from './records.ts'

/** The seals of one wizard, before and after. */
export type UpgradeSeals = {
  /** The token of a certificate by its name, and the seals in force beside it, verified. */
  besideCertificate(
    issuerId: string,
    serial: string,
  ): { readonly token: string; readonly before: Begun['seals'] }
  /** Writes what the authority has for the new certificate, and verifies what is read back. */
  update(certificate: { readonly tokenId: string; readonly serial: string }): Promise<void>
}

export type UpgradeSealsParts = {
  readonly seals: Pick<SealsService, 'views' | 'update' | 'export'>
  readonly snapshot: () => Pick<Snapshot, 'tokens'>
  /** Resolves to whether it came to that in a short time. */
  readonly within: (question: () => boolean) => Promise<boolean>
}

/** 印章更新 by the way of 更新签章. The old seal goes only after the new one is written. */
export const createUpgradeSeals = ({ seals, snapshot, within }: UpgradeSealsParts): UpgradeSeals => {
  const places = () =>
    snapshot().tokens.flatMap((token) =>
      token.pairs.flatMap(({ signing, encryption }) =>
        [signing, encryption].flatMap((view) => (view ? [{ token, view }] : [])),
      ),
    )
  /** A seal that may be used with this certificate, and is judged to be in force. */
  const usableWith = ({ id }: CertificateView): readonly ReadableSeal[] =>
    usableSealsOf({ seals: seals.views() }, id)

  return {
    besideCertificate: (issuerId, serial) => {
      const here = places().filter(({ view }) => view.issuerId === issuerId && view.serial === serial)
      const before = here.flatMap(({ view }) => usableWith(view))
      const token = here[0]?.token
      return {
        token: token ? rememberedName(token) : '',
        before: before.map(({ id, number, name, state, picture }) => ({
          ...{ number, name, state, hasPicture: picture.kind === 'shown' },
          der: seals.export(id).base64,
        })),
      }
    },
    update: async ({ tokenId, serial }) => {
      if (!snapshot().tokens.some(({ id }) => id === tokenId)) throw new AssistantError('token-absent')
      await seals.update(tokenId)
      const isVerified = () =>
        places().some(
          ({ token, view }) => token.id === tokenId && view.serial === serial && usableWith(view).length > 0,
        )
      if (!(await within(isVerified))) throw new AssistantError('upgrade-seal-unverified')
    },
  }
}
