import { dossierSecret } from '../../../../src/ra/api/call.ts'
import type { Given } from '../../../../src/ra/rules/identity/dossier.ts'
import { now } from '../rules/samples.ts'
import { apiPlace } from './place.ts'

export const dossierId = 'dossier-1'
type Values = Readonly<Record<string, string | number | null>>
export function placeOf(given: Given = {}, row: Values = {}) {
  const at = apiPlace()
  at.insert('dossiers', {
    id: dossierId,
    number: 'SF-1',
    expires_at: now + 1,
    given: JSON.stringify(given),
    ...row,
  })
  return { ...at, own: at.call(dossierSecret(at.services, dossierId)) }
}
export const given = async ({ store }: ReturnType<typeof placeOf>) =>
  (await store.dossier(dossierId))?.dossier.given
