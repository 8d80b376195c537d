import { Button } from 'antd'
import { useState } from 'react'
import type {
  RaDocument,
  RaDossierFile,
  RaPlace,
  RaRepresentative,
} from '../../../shared/ra-contract/index.ts'
import { Facts } from '../../parts/facts.tsx'
import { dateTimeOf } from '../../words/format.ts'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import type { Words } from '../words/zh-cn.ts'
import { DocumentPreview } from './document-preview.tsx'

/** What was handed in, in clear, beside the documents that prove it. */
export const DossierDetails = ({ file }: { readonly file: RaDossierFile }) => {
  const { words } = useDesk()
  const say = words.identity
  const { dossier, person, registered, entity, place, appeal } = file
  const represented = registered?.representative ?? entity?.representative
  const named: readonly (readonly [string, string | null | undefined])[] = [
    [say.number, dossier.number],
    [say.document, person === null ? null : documentText(person.document, words)],
    [say.register.code, registered?.creditCode],
    [say.country, entity?.country],
    [say.englishName, entity?.englishName],
    [say.representative, represented === undefined ? null : representativeText(represented, words)],
    [say.address, place === null && person === null ? null : placeText(place ?? person?.place)],
    [say.phone, file.phone],
    [say.email, file.email],
    [
      say.handler,
      dossier.handler === null ? null : `${dossier.handler.name} · ${dossier.handler.maskedPhone}`,
    ],
    [
      say.appeal,
      appeal === null ? null : `${say.appealCauses[appeal.cause]} · ${appeal.number} · ${appeal.text}`,
    ],
    [say.due, dossier.review === null ? null : dateTimeOf(dossier.review.dueAt)],
    [say.reason, dossier.review?.reason],
    [say.decidedBy, file.decidedBy],
  ]
  const facts = named.flatMap(([name, value]) => (value ? [{ name, value }] : []))
  return <Facts facts={[...facts, { name: say.files, value: <Files file={file} /> }]} />
}

const documentText = ({ kind, number, validity }: RaDocument, words: Words): string =>
  `${words.identity.documentKinds[kind]} ${number} · ${validity.from} – ${validity.to ?? words.identity.forEver}`

const representativeText = ({ name, nationality, document }: RaRepresentative, words: Words): string =>
  `${name} · ${nationality} · ${documentText(document, words)}`

const placeText = (place: RaPlace | undefined): string =>
  place === undefined
    ? ''
    : [place.province, place.city, place.county, place.address, place.postcode].filter(Boolean).join(' ')

const Files = ({ file }: { readonly file: RaDossierFile }) => {
  const { words } = useDesk()
  const say = words.identity
  const [shown, setShown] = useState<string | null>(null)
  const { uploads } = file.dossier
  if (uploads.length === 0) return say.none
  return (
    <div className={styles.stack}>
      {uploads.map(({ uploadId, purpose, fileName }) => (
        <Button key={uploadId} type="link" onClick={() => setShown(uploadId)}>
          {`${say.filePurposes[purpose]} · ${say.see(fileName)}`}
        </Button>
      ))}
      {shown !== null && <DocumentPreview uploadId={shown} onClose={() => setShown(null)} />}
    </div>
  )
}
