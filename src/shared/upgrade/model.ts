import { z } from 'zod'
import { pictureType, sealState } from '../seals/model.ts'
import { upgradeForm, upgradeMoment } from './form.ts'

/** 客户类型, and by which number the authority knows such a customer. */
export const customerType = z.readonly(
  z.object({
    id: z.string(),
    name: z.string(),
    number: z.enum(['organisation-code', 'registration-number']),
  }),
)

/** Whether a certificate may be upgraded now, as its authority says. */
export const upgradeStanding = z.readonly(
  z.discriminatedUnion('may', [
    z.object({ may: z.literal('yes') }),
    z.object({ may: z.literal('already') }),
    z.object({ may: z.literal('business-only') }),
    z.object({
      may: z.literal('unfinished'),
      /** The wizard of this computer; null if it was begun on another one. */
      upgradeId: z.string().nullable(),
    }),
    z.object({ may: z.literal('no'), because: z.enum(['suspended', 'revoked', 'superseded', 'expired']) }),
  ]),
)

export const upgradeOffer = z.readonly(
  z.object({
    standing: upgradeStanding,
    subject: z.string(),
    notAfter: z.string(),
    customerTypes: z.array(customerType).readonly(),
  }),
)

/** What is kept of an upgrade that was not submitted. */
export const upgradeDraft = z.readonly(
  z.object({
    form: upgradeForm,
    moment: upgradeMoment,
    /** null: no draft. */
    savedAt: z.string().nullable(),
  }),
)

/** A draft, as the list of certificates mentions it. */
export const upgradeDraftMention = z.readonly(z.object({ issuerId: z.string(), serial: z.string() }))

/** A seal as it was on the token before the upgrade. Its picture is asked for on its own. */
export const sealBefore = z.readonly(
  z.object({ number: z.string(), name: z.string(), state: sealState, hasPicture: z.boolean() }),
)

export const sealPictureBefore = z.object({ mediaType: pictureType, base64: z.string() }).nullable()

/** A service of the region where the certificate can be used (应用开通). */
export const openableApplication = z.readonly(
  z.object({ id: z.string(), name: z.string(), about: z.string(), opened: z.boolean() }),
)

/** A wizard that was submitted, with its three ticks. */
export const upgradeView = z.readonly(
  z.object({
    id: z.string(),
    issuerId: z.string(),
    userName: z.string(),
    holder: z.string(),
    startedAt: z.string(),
    tokenName: z.string(),
    tokenKind: z.enum(['ukey', 'soft']),
    /** The certificate that was upgraded, and after 证书升级 the new one and the token where it is. */
    previousSerial: z.string(),
    serial: z.string().nullable(),
    tokenId: z.string().nullable(),
    certificate: z.enum(['under-way', 'done']),
    /** none: there is no seal, so that nothing has to be done. left: the person did without it. */
    seal: z.enum(['none', 'ahead', 'open', 'done', 'left']),
    /** sending: chosen, but the authority has not answered yet. */
    applications: z.enum(['ahead', 'open', 'sending', 'done']),
    seals: z.array(sealBefore).readonly(),
    opened: z.array(z.readonly(z.object({ id: z.string(), name: z.string() }))).readonly(),
  }),
)

/** The part of the snapshot that belongs to this business. */
export const upgradeSlice = {
  upgrades: z.array(upgradeView).readonly(),
  upgradeDrafts: z.array(upgradeDraftMention).readonly(),
  /** The certificates that are here and of which the authority says that they may be upgraded now. */
  upgradable: z.array(upgradeDraftMention).readonly(),
}

export type CustomerType = z.infer<typeof customerType>
export type UpgradeStanding = z.infer<typeof upgradeStanding>
export type UpgradeOffer = z.infer<typeof upgradeOffer>
export type UpgradeDraft = z.infer<typeof upgradeDraft>
export type UpgradeDraftMention = z.infer<typeof upgradeDraftMention>
export type SealBefore = z.infer<typeof sealBefore>
export type OpenableApplication = z.infer<typeof openableApplication>
export type UpgradeView = z.infer<typeof upgradeView>
