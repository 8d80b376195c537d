import { z } from 'zod'
import { accountKind } from './account.ts'
import { cursor, id, instant, next, ra, words } from './base.ts'
import { dossier, dossierState } from './identity-dossier.ts'
import {
  appeal,
  dossierPurpose,
  dossierStep,
  entityType,
  foreignEntity,
  person,
  place,
  registered,
} from './identity-values.ts'
import { told } from './told.ts'

const tags = ['operator']
const search = { text: z.string().max(200).optional(), after: cursor }

/** An entity or agency as the register knows it. */
export const registerEntry = z.object({
  creditCode: words(32),
  name: words(200),
  entityType,
  representativeName: words(100),
  representativeNumber: words(32),
  /** 备案: it is on record as a trademark agency. */
  agency: z.boolean(),
})
export type RaRegisterEntry = z.infer<typeof registerEntry>

/** 备案的商标代理从业人员. */
export const practitioner = z.object({
  number: words(32),
  name: words(100),
  agencyCode: words(32),
})
export type RaPractitioner = z.infer<typeof practitioner>

const imported = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
})

/** An account of the old system. */
export const legacyAccount = z.object({
  login: told(64),
  /** Of the account that it opens. */
  applicantName: told(200),
  kind: accountKind,
  maskedHolder: told(64).nullable(),
  registeredAt: instant.nullable(),
  /** How many old accounts its holder has, this one included. */
  count: z.number().int(),
  named: z.boolean(),
  linkedAt: instant.nullable(),
})
export type RaLegacyAccount = z.infer<typeof legacyAccount>

/** A dossier as operators see it: in clear, because they compare it with the documents. */
export const dossierFile = z.object({
  dossier,
  phone: told(64).nullable(),
  email: told(320).nullable(),
  person: person.nullable(),
  registered: registered.nullable(),
  entity: foreignEntity.nullable(),
  place: place.nullable(),
  appeal: appeal.nullable(),
  decidedBy: told(64).nullable(),
})
export type RaDossierFile = z.infer<typeof dossierFile>

const step = (name: string): `/${string}` => `/operator/dossiers/{dossierId}/${name}`

export const identityOperator = {
  dossiers: ra
    .route({ method: 'GET', path: '/operator/dossiers', tags, summary: 'Dossiers and appeals, newest first' })
    .input(z.object({ state: dossierState.optional(), purpose: dossierPurpose.optional(), ...search }))
    .output(z.object({ dossiers: z.array(dossierFile), next })),
  approveDossier: ra
    .route({
      method: 'POST',
      path: step('approve'),
      tags,
      summary:
        'Approve; an appeal about a lost phone gives the account the phone that the appeal proved. The result goes out by SMS',
    })
    .input(z.object({ dossierId: id, answer: words(500).optional() }))
    .output(z.object({ file: dossierFile })),
  refuseDossier: ra
    .route({ method: 'POST', path: step('refuse'), tags, summary: 'Refuse' })
    .input(z.object({ dossierId: id, reason: words(500) }))
    .output(z.object({ file: dossierFile })),
  correctDossier: ra
    .route({ method: 'POST', path: step('correction'), tags, summary: 'Send back (待补正)' })
    .input(z.object({ dossierId: id, reason: words(500), steps: z.array(dossierStep).min(1).max(9) }))
    .output(z.object({ file: dossierFile })),
  importRegister: ra
    .route({
      method: 'POST',
      path: '/operator/register',
      tags,
      summary: 'Entities and agencies on record. A known code gets the new facts',
    })
    .input(z.object({ entries: z.array(registerEntry).min(1).max(1000) }))
    .output(imported),
  importPractitioners: ra
    .route({ method: 'POST', path: '/operator/practitioners', tags, summary: 'Practitioners on record' })
    .input(z.object({ practitioners: z.array(practitioner).min(1).max(1000) }))
    .output(imported),
  register: ra
    .route({ method: 'GET', path: '/operator/register', tags, summary: 'The register' })
    .input(z.object(search))
    .output(z.object({ entries: z.array(registerEntry), next })),
  practitioners: ra
    .route({ method: 'GET', path: '/operator/practitioners', tags, summary: 'The list of practitioners' })
    .input(z.object(search))
    .output(z.object({ practitioners: z.array(practitioner), next })),
  legacyAccounts: ra
    .route({
      method: 'GET',
      path: '/operator/legacy-logins',
      tags,
      summary: 'Accounts of the old system. several: only those whose holder has more than one',
    })
    .input(z.object({ which: z.enum(['several', 'all']), ...search }))
    .output(z.object({ accounts: z.array(legacyAccount), next })),
  nameLegacy: ra
    .route({
      method: 'POST',
      path: '/operator/legacy-logins/{login}/name',
      tags,
      summary:
        'Of several old accounts of one holder this one can be linked: tells the holder by mail and SMS',
    })
    .input(z.object({ login: words(64) }))
    .output(z.object({ others: z.array(told(64)).max(200), messages: z.number().int() })),
  sendNotice: ra
    .route({
      method: 'POST',
      path: '/operator/notices',
      tags,
      summary:
        'The mail with user name and applicant name to accounts of these kinds, once for each account and occasion',
    })
    .input(
      z.object({
        /** Names the occasion: an account gets the mail of one occasion once. */
        occasion: words(64),
        /** On which day the certificates change, and where to get the assistant and its manual. */
        day: words(40),
        assistantUrl: z.url().max(500),
        manualUrl: z.url().max(500),
        kinds: z.array(accountKind).min(1).max(3),
        /** true: nothing is sent; the answer shows to how many, and the first mail. */
        preview: z.boolean(),
      }),
    )
    .output(
      z.object({
        accounts: z.number().int(),
        withoutMail: z.number().int(),
        sentBefore: z.number().int(),
        example: told(4000).nullable(),
        at: instant,
      }),
    ),
}
