import type { Light } from '../../shared/diagnosis/explain.ts'
import type { Tone } from '../../shared/health/pair-health.ts'
import type { IconName } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { StateWord } from '../parts/state-word.tsx'

const tones: Readonly<Record<Light, readonly [Tone, IconName]>> = {
  good: ['good', 'checkCircle'],
  attention: ['soon', 'warning'],
  problem: ['bad', 'problem'],
  running: ['quiet', 'clock'],
  waiting: ['quiet', 'ring'],
  none: ['quiet', 'ring'],
  asked: ['quiet', 'person'],
}

/** A traffic light in words. */
export const LightWord = ({ light }: { readonly light: Light }) => {
  const { words } = useAssistant()
  const [tone, icon] = tones[light]
  return (
    <StateWord tone={tone} icon={icon}>
      {words.diagnosis.lights[light]}
    </StateWord>
  )
}
