import { z } from 'zod'
import { dossierKinds, dossierPurposes, dossierSteps, entityTypes } from '../../../shared/identity/kinds.ts'
import { dossierState } from '../../../shared/ra-contract/identity-dossier.ts'
import type { RaPractitioner, RaRegisterEntry } from '../../../shared/ra-contract/identity-operator.ts'
import {
  appeal,
  foreignEntity,
  person,
  place,
  registered,
  uploadPurposes,
} from '../../../shared/ra-contract/identity-values.ts'
import type { Dossier, DossierUpload, Given, Identity } from '../../rules/identity/dossier.ts'
import type { LegacyLogin } from '../../rules/identity/legacy.ts'
import { number, numberOrNull, text, textOrNull, word } from './row.ts'
import type { Row } from './sql.ts'

const named = z.object({ id: z.string(), userName: z.string() })

const identity = z.object({
  person: person.exactOptional(),
  registered: registered.exactOptional(),
  entity: foreignEntity.exactOptional(),
  place: place.exactOptional(),
})

const given = identity.extend({
  appeal: appeal.exactOptional(),
  phone: z.string().exactOptional(),
  email: z.string().exactOptional(),
  handler: z
    .discriminatedUnion('how', [
      z.object({ how: z.literal('registered'), personId: z.string(), name: z.string(), phone: z.string() }),
      z.object({ how: z.literal('new'), phone: z.string(), person, passwordHash: z.string().nullable() }),
    ])
    .exactOptional(),
  passwordHash: z.string().exactOptional(),
  fresh: z.object({ account: named, handler: named, organisationCode: z.string() }).exactOptional(),
  asked: z
    .object({
      sms: z.string().optional(),
      mail: z.string().optional(),
      handler: z
        .discriminatedUnion('how', [
          z.object({ how: z.literal('registered'), personId: z.string().nullable() }),
          z.object({ how: z.literal('new'), phone: z.string() }),
        ])
        .optional(),
    })
    .exactOptional(),
})

export function readDossier(row: Row): Dossier {
  const all: Given = given.parse(JSON.parse(text(row, 'given')))
  return {
    id: text(row, 'id'),
    number: text(row, 'number'),
    purpose: word(row, 'purpose', dossierPurposes),
    kind: word(row, 'kind', dossierKinds),
    state: word(row, 'state', dossierState.options),
    accountId: textOrNull(row, 'account_id'),
    clientHash: textOrNull(row, 'client_hash'),
    given: all,
    reason: textOrNull(row, 'reason'),
    steps: text(row, 'steps')
      .split(' ')
      .filter((step) => step !== '')
      .map((step) => word({ step }, 'step', dossierSteps)),
    decidedBy: textOrNull(row, 'decided_by'),
    dueAt: numberOrNull(row, 'due_at'),
    openedAt: number(row, 'opened_at'),
    expiresAt: number(row, 'expires_at'),
  }
}

export function readDossierUpload(row: Row): DossierUpload {
  return {
    id: text(row, 'id'),
    dossierId: text(row, 'dossier_id'),
    purpose: word(row, 'purpose', uploadPurposes),
    name: text(row, 'name'),
    size: number(row, 'size'),
    digest: text(row, 'digest'),
  }
}

export function readIdentity(row: Row): Identity {
  return identity.parse(JSON.parse(text(row, 'identity')))
}

export function readLegacy(row: Row): LegacyLogin {
  return {
    login: text(row, 'login'),
    passwordHash: text(row, 'password_hash'),
    accountId: text(row, 'account_id'),
    holder: textOrNull(row, 'holder'),
    registeredAt: numberOrNull(row, 'registered_at'),
    named: number(row, 'named') === 1,
    linkedAt: numberOrNull(row, 'linked_at'),
  }
}

export function readRegisterEntry(row: Row): RaRegisterEntry {
  return {
    creditCode: text(row, 'credit_code'),
    name: text(row, 'name'),
    entityType: word(row, 'entity_type', entityTypes),
    representativeName: text(row, 'representative_name'),
    representativeNumber: text(row, 'representative_number'),
    agency: number(row, 'agency') === 1,
  }
}

export function readPractitioner(row: Row): RaPractitioner {
  return { number: text(row, 'number'), name: text(row, 'name'), agencyCode: text(row, 'agency_code') }
}
