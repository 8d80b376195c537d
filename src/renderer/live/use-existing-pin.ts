import { useState } from 'react'
import type { PinRule, TokenView } from '../../shared/models/index.ts'
import { pinFault, typedOnDevice } from '../words/pin-rules.ts'
import { pinFaultWords } from '../words/pin-words.ts'
import { isLastTry } from '../words/tries.ts'
import { useAssistant } from './use-live.tsx'

export type ExistingPinForm = {
  readonly pin: string
  readonly setPin: (pin: string) => void
  /** Told once the person has tried to go on. */
  readonly fault: string | null
  readonly last: boolean
  readonly sure: boolean
  readonly setSure: (sure: boolean) => void
  readonly onDevice: boolean
  /** Changes with every attempt: a new field for it, empty and with the focus. */
  readonly attempt: number
  /** The PIN to be tried now, or null with the fault told; the field is empty afterwards. */
  take(): string | null
  refused(): void
}

/** One PIN of a token on its way: a wrong one is never offered again, the last try wants a second word. */
export const useExistingPin = (token: TokenView | undefined, rule: PinRule): ExistingPinForm => {
  const { words } = useAssistant()
  const [pin, setPin] = useState('')
  const [checked, setChecked] = useState(false)
  const [sure, setSure] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const onDevice = token?.pin.entryOnDevice ?? false
  const last = token !== undefined && isLastTry(token)
  const take = (): string | null => {
    if (onDevice) return last && !sure ? null : typedOnDevice
    setChecked(true)
    if (pinFault(pin, rule) !== null || (last && !sure)) return null
    setPin('')
    setChecked(false)
    return pin
  }
  const refused = () => {
    setAttempt((before) => before + 1)
    setSure(false)
  }
  const fault = checked ? pinFaultWords(pin, rule, words) : null
  return { pin, setPin, fault, last, sure, setSure, onDevice, attempt, take, refused }
}
