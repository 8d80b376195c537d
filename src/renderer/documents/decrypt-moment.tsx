import { planFor } from '../../shared/documents/plan.ts'
import { openingKeys } from '../../shared/documents/signing-certificates.ts'
import { hashOf } from '../../shared/places/place.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { dateOf, deviceName, grouped } from '../words/format.ts'
import styles from './decrypt.module.css'
import { MomentCard, type MomentProps, useStart } from './moment-card.tsx'

const NoKey = () => {
  const { words } = useAssistant()
  const say = words.documentsPage.decrypt
  return (
    <Note tone="soon" title={say.none} actions={<a href={hashOf({ page: 'restore' })}>{say.restore}</a>}>
      <p>{say.noneNext}</p>
    </Note>
  )
}

/** 解密: with the keys that are here. Which of them opens a file, the file says. */
export const DecryptMoment = ({ files, close }: MomentProps) => {
  const { snapshot, words } = useAssistant()
  const say = words.documentsPage.decrypt
  const keys = openingKeys(snapshot.tokens)
  const plan = planFor('decrypt', files)
  const { start, ...action } = useStart(close)
  return (
    <MomentCard
      lead={say.lead(plan.fileIds.length)}
      plan={plan}
      act={say.act(plan.fileIds.length)}
      action={action}
      blocked={keys.length === 0}
      note={keys.length > 0 ? words.documentsPage.sign.pinOnce : null}
      close={close}
      submit={() => start({ kind: 'decrypt' }, plan)}
    >
      {keys.length === 0 ? (
        <NoKey />
      ) : (
        <div>
          <h3 className={form.lead}>{say.keys}</h3>
          <p className={form.soft}>{say.keysMeaning}</p>
          <ul className={styles.keys}>
            {keys.map(({ view, token, kept }) => (
              <li key={view.id}>
                <Icon name="unlock" />
                <span>
                  <strong>{view.holder}</strong>
                  <small>
                    {[
                      deviceName(token, words),
                      grouped(view.serial),
                      kept ? say.kept : words.documentsPage.sign.until(dateOf(view.notAfter)),
                    ].join(' · ')}
                  </small>
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p className={form.soft}>{say.integrity}</p>
      <p>
        <a href={hashOf({ page: 'decryption-rehearsal', certificateId: null })}>{say.rehearse}</a>
      </p>
    </MomentCard>
  )
}
