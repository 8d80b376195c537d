import { useEffect, useState } from 'react'
import { lightOf } from '../../shared/diagnosis/explain.ts'
import type { CheckView } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import styles from './diagnosis.module.css'
import { LightWord } from './light-word.tsx'

/** Whole seconds since a moment, while it is shown. */
const useSecondsSince = (startedAt: string): number => {
  const now = () => Math.max(0, Math.floor((Date.now() - Date.parse(startedAt)) / 1000))
  const [seconds, setSeconds] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setSeconds(now()), 500)
    return () => clearInterval(timer)
  })
  return seconds
}

const Running = ({ startedAt }: { readonly startedAt: string }) => {
  const { words } = useAssistant()
  const seconds = useSecondsSince(startedAt)
  return seconds === 0 ? null : words.diagnosis.seconds(String(seconds))
}

const Time = ({ step }: { readonly step: CheckView }) => {
  const { words } = useAssistant()
  if (step.state === 'running' && step.startedAt !== null) return <Running startedAt={step.startedAt} />
  if (step.milliseconds === null) return null
  return words.diagnosis.seconds((step.milliseconds / 1000).toFixed(1))
}

/** Every step with its light. */
export const StepsList = () => {
  const { snapshot, words } = useAssistant()
  const { steps } = snapshot.diagnosis
  if (steps.length === 0) return null
  return (
    <Section title={words.diagnosis.steps}>
      <Card>
        <ul className={styles.steps}>
          {steps.map((step) => (
            <li key={step.id}>
              <span className={styles.stepName}>{words.diagnosis.stepNames[step.id]}</span>
              <LightWord light={lightOf(step)} />
              <span className={styles.time}>
                <Time step={step} />
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}
