import { useState } from 'react'
import type { SealPlace } from '../../shared/documents/contract.ts'
import { planFor } from '../../shared/documents/plan.ts'
import {
  type SigningCertificate,
  sealsFor,
  signingCertificates,
} from '../../shared/documents/signing-certificates.ts'
import type { DocumentView, ReadableSeal } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Choices } from '../parts/choices.tsx'
import { CertificateChoice } from './certificate-choice.tsx'
import { MomentCard, type MomentProps, useStart } from './moment-card.tsx'
import { paper } from './place-on-sheet.tsx'
import { isInside, PlaceSeal } from './place-seal.tsx'
import { SealThumb } from './seal-thumb.tsx'
import { useFilePages } from './use-file-pages.ts'

type Form = 'detached' | 'attached' | 'seal'

/** The lower right part of the page, where seals usually stand. */
const firstPlace = ({ picture }: ReadableSeal): SealPlace => ({
  on: 'page',
  page: 1,
  left: Math.max(0, Math.min(130, paper.width - picture.width)),
  top: Math.max(0, Math.min(220, paper.height - picture.height)),
})

/** Which of all that can be chosen is meant, until the person says otherwise. */
const useWish = (files: readonly DocumentView[], certificates: readonly SigningCertificate[]) => {
  const { seals } = useAssistant().snapshot
  const [certificateId, setCertificate] = useState<string | null>(null)
  const [form, setForm] = useState<Form | null>(null)
  const [sealId, setSeal] = useState<string | null>(null)
  const [place, setPlace] = useState<SealPlace | null>(null)
  const free = certificates.filter(({ obstacle }) => obstacle === null)
  const isPage = planFor('seal', files).fileIds.length > 0
  const withSeal = isPage ? free.find(({ view }) => sealsFor(seals, view).length > 0) : undefined
  const certificate = free.find(({ view }) => view.id === certificateId) ?? withSeal ?? free[0] ?? null
  const usable = certificate ? sealsFor(seals, certificate.view) : []
  const sealBar: 'no-seal' | 'no-page' | null = usable.length === 0 ? 'no-seal' : isPage ? null : 'no-page'
  const onlyPages = files.every(({ content }) => content === 'ofd' || content === 'pdf')
  const likely: Form = sealBar === null && onlyPages ? 'seal' : 'detached'
  const chosenForm = form === 'seal' && sealBar !== null ? 'detached' : (form ?? likely)
  const seal = chosenForm === 'seal' ? (usable.find(({ id }) => id === sealId) ?? usable[0] ?? null) : null
  return {
    ...{ certificate, usable, sealBar, seal, setCertificate, setForm, setSeal, setPlace },
    form: chosenForm,
    place: place ?? (seal && firstPlace(seal)),
  } as const
}

const SealChoice = ({
  seals,
  chosen,
  choose,
}: {
  readonly seals: readonly ReadableSeal[]
  readonly chosen: string
  readonly choose: (id: string) => void
}) => {
  const { words } = useAssistant()
  return (
    <Choices
      legend={words.documentsPage.sign.which}
      chosen={chosen}
      choose={choose}
      choices={seals.map((seal) => ({
        value: seal.id,
        title: seal.name,
        meaning: [
          words.seals.type[seal.type],
          words.seals.size(seal.picture.width, seal.picture.height),
          seal.maker,
        ].join(' · '),
        drawing: <SealThumb seal={seal} />,
      }))}
    />
  )
}

const forms: readonly Form[] = ['seal', 'detached', 'attached']

/** 签名: with which certificate, in which form, and where a seal stands. */
export const SignMoment = ({ files, close }: MomentProps) => {
  const { snapshot, words } = useAssistant()
  const say = words.documentsPage.sign
  const certificates = signingCertificates(snapshot.tokens)
  const wish = useWish(files, certificates)
  const { start, ...action } = useStart(close)
  const { certificate, form, seal, place, sealBar } = wish
  const plan = planFor(form === 'seal' ? 'seal' : 'sign', files)
  const count = plan.fileIds.length
  const first = files.find(({ id }) => form === 'seal' && id === plan.fileIds[0]) ?? null
  const pages = useFilePages(first)
  const fits = form !== 'seal' || (seal !== null && place !== null && isInside(place, seal, pages))
  const submit = () => {
    if (certificate === null) return
    const { id } = certificate.view
    if (form !== 'seal')
      start({ kind: 'sign', certificateId: id, as: { form: 'message', content: form } }, plan)
    else if (seal !== null && place !== null)
      start({ kind: 'sign', certificateId: id, as: { form: 'seal', sealId: seal.id, place } }, plan)
  }
  const onKey = certificate?.token.pin.entryOnDevice ?? false
  return (
    <MomentCard
      lead={say.lead(count)}
      plan={plan}
      act={form === 'seal' ? say.actSeal(count) : say.act(count)}
      action={action}
      blocked={certificate === null || !fits}
      note={certificate && (onKey ? say.pinOnKey : say.pinOnce)}
      close={close}
      submit={submit}
    >
      <CertificateChoice
        certificates={certificates}
        chosen={certificate?.view.id ?? null}
        choose={wish.setCertificate}
      />
      {certificate && (
        <Choices
          legend={say.how}
          chosen={form}
          choose={wish.setForm}
          choices={forms.map((value) => ({
            value,
            ...say.forms[value],
            obstacle:
              value === 'seal' && sealBar !== null ? (
                <>
                  {say.sealObstacles[sealBar]}
                  {sealBar === 'no-seal' && (
                    <>
                      {' '}
                      <a href={hashOf({ page: 'certificates' })}>{say.getSeal}</a>
                    </>
                  )}
                </>
              ) : undefined,
          }))}
        />
      )}
      {form === 'seal' && seal && place && (
        <>
          {wish.usable.length > 1 && (
            <SealChoice seals={wish.usable} chosen={seal.id} choose={wish.setSeal} />
          )}
          <PlaceSeal {...{ seal, place, pages }} setPlace={wish.setPlace} name={first?.name ?? ''} />
        </>
      )}
    </MomentCard>
  )
}
