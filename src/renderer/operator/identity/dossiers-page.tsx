import { Button, Select } from 'antd'
import { useMemo, useState } from 'react'
import type { Tone } from '../../../shared/health/pair-health.ts'
import type { RaDossierFile, RaDossierState } from '../../../shared/ra-contract/index.ts'
import { StateWord } from '../../parts/state-word.tsx'
import { dateTimeOf } from '../../words/format.ts'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { ListPage } from '../parts/listing.tsx'
import { type Load, useListing } from '../parts/use-listing.ts'
import { DecisionDialog, type Verdict } from './decision-dialog.tsx'
import { DossierDetails } from './dossier-details.tsx'

const tones: Readonly<Record<RaDossierState, Tone>> = {
  open: 'quiet',
  'awaiting-review': 'soon',
  'awaiting-correction': 'quiet',
  done: 'good',
  refused: 'bad',
  expired: 'quiet',
}

type Deciding = { readonly file: RaDossierFile; readonly verdict: Verdict }

/** Registrations, completions and appeals that wait for an operator, or those of another state. */
export const DossiersPage = () => {
  const { words } = useDesk()
  const say = words.identity
  const [state, setState] = useState<RaDossierState | 'all'>('awaiting-review')
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const load = useMemo<Load<RaDossierFile>>(
    () => async (client, query) => {
      const { dossiers, next } = await client.operator.dossiers({
        ...query,
        ...(state === 'all' ? {} : { state }),
      })
      return { rows: dossiers, next }
    },
    [state],
  )
  const listing = useListing(load)
  const options = (Object.keys(say.states) as RaDossierState[]).map((value) => ({
    value,
    label: say.states[value],
  }))
  return (
    <>
      <ListPage<RaDossierFile>
        title={words.places.dossiers}
        listing={listing}
        hint={say.hint}
        filter={
          <Select<RaDossierState | 'all'>
            aria-label={say.state}
            value={state}
            onChange={setState}
            options={[{ value: 'all', label: words.all }, ...options]}
          />
        }
        rowKey={(file) => file.dossier.id}
        details={(file) => <DossierDetails file={file} />}
        empty={<p>{state === 'awaiting-review' ? say.empty : words.nothing}</p>}
        columns={[
          {
            title: say.applicant,
            width: 260,
            render: (_, { dossier }) => <div className={styles.name}>{dossier.name ?? '–'}</div>,
          },
          {
            title: say.what,
            render: (_, { dossier }) => `${say.purposes[dossier.purpose]} · ${say.kinds[dossier.kind]}`,
          },
          { title: say.number, responsive: ['xl'], render: (_, { dossier }) => dossier.number },
          {
            title: say.openedAt,
            responsive: ['xl'],
            render: (_, { dossier }) => <time>{dateTimeOf(dossier.openedAt)}</time>,
          },
          {
            title: say.state,
            render: (_, { dossier }) => (
              <StateWord tone={tones[dossier.state]}>{say.states[dossier.state]}</StateWord>
            ),
          },
          {
            title: words.acts,
            render: (_, file) =>
              file.dossier.state === 'awaiting-review' && (
                <div className={styles.acts}>
                  {(['approved', 'correction', 'refused'] as const).map((verdict) => (
                    <Button key={verdict} type="link" onClick={() => setDeciding({ file, verdict })}>
                      {{ approved: say.approve, correction: say.correct, refused: say.refuse }[verdict]}
                    </Button>
                  ))}
                </div>
              ),
          },
        ]}
      />
      {deciding !== null && (
        <DecisionDialog
          file={deciding.file}
          verdict={deciding.verdict}
          onClose={() => setDeciding(null)}
          onDone={listing.refresh}
        />
      )}
    </>
  )
}
