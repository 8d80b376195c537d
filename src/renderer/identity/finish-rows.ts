import type { DocumentForm } from '../../shared/identity/form.ts'
import { type DossierMoment, stepsAt } from '../../shared/identity/moments.ts'
import { maskIdNumber } from '../../shared/masking/mask.ts'
import { regionPath } from '../../shared/regions/regions.ts'
import type { Texts } from '../../shared/text/index.ts'
import type { OpenDossier } from './use-dossier.ts'

type Row = { readonly name: string; readonly value: string; readonly moment: DossierMoment | null }

/** What a dossier will hand in, as lines. A part stands there only if the dossier has it. */
export const rowsOf = (dossier: OpenDossier, words: Texts): readonly Row[] => {
  const { view, form, moments } = dossier
  const { rows } = words.identity.finish
  const { standing } = view
  const say = words.identity
  const has = (moment: DossierMoment) => moments.includes(moment)
  const documentOf = ({ kind, number }: DocumentForm) => `${say.document.kinds[kind]} ${maskIdNumber(number)}`
  const placed = (where: typeof form.place) =>
    `${regionPath(where.region)
      .map(({ name }) => name)
      .join('')}${where.address} ${where.postcode}`
  const contact = moments.find((moment) => stepsAt(view, moment).includes('phone')) ?? null
  const entity = has('register') ? 'register' : 'entity'
  const { person, entity: unit, place, appeal } = form
  return [
    { name: rows.kind, value: say.kinds[view.kind], moment: null },
    ...(has('person')
      ? ([
          { name: rows.name, value: person.name, moment: 'person' },
          { name: rows.document, value: documentOf(person.document), moment: 'person' },
          { name: rows.place, value: placed(person.place), moment: 'person' },
        ] as const)
      : []),
    ...(has('register') || has('entity')
      ? ([
          {
            name: rows.name,
            value: [unit.name, unit.englishName].filter(Boolean).join(' · '),
            moment: entity,
          },
          ...(has('register') ? [{ name: rows.code, value: unit.creditCode, moment: entity } as const] : []),
          {
            name: rows.representative,
            value: `${unit.representative.name} · ${documentOf(unit.representative.document)}`,
            moment: entity,
          },
        ] as const)
      : []),
    ...(has('details') ? [{ name: rows.place, value: placed(place), moment: 'details' } as const] : []),
    ...(has('appeal')
      ? ([
          { name: rows.appeal, value: say.appeal.causes[appeal.cause], moment: 'appeal' },
          { name: rows.name, value: appeal.name, moment: 'appeal' },
        ] as const)
      : []),
    ...(standing.phone === null ? [] : [{ name: rows.phone, value: standing.phone, moment: contact }]),
    ...(standing.email === null ? [] : [{ name: rows.email, value: standing.email, moment: contact }]),
    ...(standing.handler === null
      ? []
      : [
          {
            name: rows.handler,
            value: `${standing.handler.name} ${standing.handler.maskedPhone}`,
            moment: 'handler',
          } as const,
        ]),
    ...(standing.uploads.length === 0
      ? []
      : [
          {
            name: rows.uploads,
            value: standing.uploads.map(({ fileName }) => fileName).join('、'),
            moment: has('uploads') ? 'uploads' : 'entity',
          } as const,
        ]),
  ]
}
