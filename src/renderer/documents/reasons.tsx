import { type Reason, reasonWeights, type Weight } from '../../shared/documents/reasons.ts'
import type { Tone } from '../../shared/health/pair-health.ts'
import type { IconName } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { StateWord } from '../parts/state-word.tsx'
import styles from './details.module.css'

const weights: readonly Weight[] = ['refuses', 'doubts', 'notes']

const looks: Readonly<Record<Weight, { readonly tone: Tone; readonly icon: IconName }>> = {
  refuses: { tone: 'bad', icon: 'problem' },
  doubts: { tone: 'soon', icon: 'question' },
  notes: { tone: 'quiet', icon: 'info' },
}

const Sentence = ({ code, details }: Reason) => {
  const { words } = useAssistant()
  const { reasons, colon, comma } = words.verification
  return (
    <>
      {reasons[code]}
      {details.length > 0 && (
        <>
          {colon}
          {details.join(comma)}
        </>
      )}
    </>
  )
}

/** Reasons in words, those that refuse first. */
export const Reasons = ({ reasons }: { readonly reasons: readonly Reason[] }) => {
  const { words } = useAssistant()
  const say = words.documentsPage.details
  return (
    <div className={styles.reasons}>
      {weights.map((weight) => {
        const some = reasons.filter(({ code }) => reasonWeights[code] === weight)
        if (some.length === 0) return null
        return (
          <div key={weight}>
            <h3>{say.groups[weight]}</h3>
            <ul>
              {some.map((one) => (
                <li key={`${one.code} ${one.details.join()}`}>
                  <StateWord {...looks[weight]}>
                    <Sentence {...one} />
                  </StateWord>
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </div>
  )
}
