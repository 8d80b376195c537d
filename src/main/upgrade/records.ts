import { z } from 'zod'
import { sealState, tokenKind } from '../../shared/models/index.ts'

const at = z.iso.datetime()
const serial = z.string().regex(/^[0-9A-F]{2,40}$/)

/** The first record, written before the transaction of 证书升级 begins. */
const begun = z.readonly(
  z.object({
    type: z.literal('begun'),
    at,
    issuerId: z.string(),
    /** The person, since several may be logged in there. */
    userName: z.string(),
    holder: z.string(),
    previousSerial: serial,
    token: z.readonly(z.object({ kind: tokenKind, name: z.string() })),
    /** The seals beside the certificate, verified, as they were before anything was done. */
    seals: z
      .array(
        z.readonly(
          z.object({
            number: z.string(),
            name: z.string(),
            state: sealState,
            hasPicture: z.boolean(),
            der: z.base64(),
          }),
        ),
      )
      .readonly(),
  }),
)

/** 证书升级: the new pair is on this token and in force. */
const certificateDone = z.readonly(
  z.object({ type: z.literal('certificate-done'), at, tokenId: z.string(), serial }),
)
/** 印章更新: the seals for the new certificate are on the token, read back and verified. */
const sealDone = z.readonly(z.object({ type: z.literal('seal-done'), at }))
/** The person does without it for now. */
const sealLeft = z.readonly(z.object({ type: z.literal('seal-left'), at }))
/** 应用开通: what the person ticked, written before the authority is asked. */
const applicationsChosen = z.readonly(
  z.object({ type: z.literal('applications-chosen'), at, ids: z.array(z.string()).readonly() }),
)
const applicationsDone = z.readonly(
  z.object({
    type: z.literal('applications-done'),
    at,
    opened: z.array(z.readonly(z.object({ id: z.string(), name: z.string() }))).readonly(),
  }),
)

export const upgradeRecord = z.discriminatedUnion('type', [
  begun,
  certificateDone,
  sealDone,
  sealLeft,
  applicationsChosen,
  applicationsDone,
])

export type UpgradeRecord = z.infer<typeof upgradeRecord>
export type Begun = z.infer<typeof begun>

/** The state of a wizard, which follows from its records alone. */
export type Upgrade = {
  readonly id: string
  readonly begun: Begun
  readonly certificate: z.infer<typeof certificateDone> | null
  readonly seal: 'done' | 'left' | null
  /** Chosen, whether or not the authority has answered. */
  readonly chosen: readonly string[] | null
  readonly opened: readonly { readonly id: string; readonly name: string }[] | null
}

const after = (upgrade: Upgrade, record: UpgradeRecord): Upgrade => {
  switch (record.type) {
    case 'begun':
      return upgrade
    case 'certificate-done':
      return { ...upgrade, certificate: record }
    case 'seal-done':
      return { ...upgrade, seal: 'done' }
    case 'seal-left':
      return { ...upgrade, seal: 'left' }
    case 'applications-chosen':
      return { ...upgrade, chosen: record.ids }
    case 'applications-done':
      return { ...upgrade, opened: record.opened }
  }
}

/** null if no wizard can have written these records. */
export const upgradeOf = (id: string, records: readonly UpgradeRecord[]): Upgrade | null => {
  const [first, ...rest] = records
  if (first?.type !== 'begun') return null
  const isInOrder = rest.length === 0 || rest[0]?.type === 'certificate-done'
  const start: Upgrade = { id, begun: first, certificate: null, seal: null, chosen: null, opened: null }
  return isInOrder ? rest.reduce(after, start) : null
}
