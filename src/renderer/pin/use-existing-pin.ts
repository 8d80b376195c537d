import { useState } from 'react'
import type { PinTries, SentPin } from '../../shared/contract/index.ts'
import type { PinRule, TokenView } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { pinFault, typed } from './pin-rules.ts'
import { pinFaultWords } from './pin-words.ts'
import { isLastTry } from './tries.ts'

export type ExistingPinForm = {
  readonly pin: string
  readonly setPin: (pin: string) => void
  /** Shown once the person has tried to go on. */
  readonly fault: string | null
  readonly last: boolean
  readonly sure: boolean
  readonly setSure: (sure: boolean) => void
  /** What the person has confirmed about the tries. */
  readonly tries: PinTries
  readonly onDevice: boolean
  /** Changes with every attempt, so that each gets a new, empty field with the focus. */
  readonly attempt: number
  /** Whether the PIN can be tried. From now on faults are shown. */
  check(): boolean
  /** The PIN to try, or null if it has a fault, which is then shown. Empties the field. */
  take(): SentPin | null
  /** The same for a business that cannot work with a PIN typed on the key: null in that case too. */
  takeTyped(): string | null
  /** After the try: a new field, and the last try needs its second confirmation again. */
  again(): void
}

/**
 * The existing PIN of a token while it is typed and tried. A wrong PIN is never offered again, and the last try needs a
 * second confirmation.
 */
export const useExistingPin = (token: TokenView | undefined, rule: PinRule): ExistingPinForm => {
  const { words } = useAssistant()
  const [pin, setPin] = useState('')
  const [checked, setChecked] = useState(false)
  const [sure, setSure] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const [typedFor, setTypedFor] = useState(token?.id)
  // What was typed was meant for the token that was here then.
  if (token?.id !== typedFor) {
    setTypedFor(token?.id)
    setPin('')
    setChecked(false)
    setSure(false)
  }
  const onDevice = token?.pin.entryOnDevice ?? false
  const last = token !== undefined && isLastTry(token)
  const check = (): boolean => {
    setChecked(!onDevice)
    return (onDevice || pinFault(pin, rule) === null) && (!last || sure)
  }
  const takeTyped = (): string | null => {
    if (!check() || onDevice) return null
    setPin('')
    setChecked(false)
    return pin
  }
  const take = (): SentPin | null => {
    if (onDevice) return check() ? { entry: 'on-device' } : null
    const taken = takeTyped()
    return taken === null ? null : typed(taken)
  }
  const again = () => {
    setAttempt((before) => before + 1)
    setSure(false)
  }
  const fault = checked ? pinFaultWords(pin, rule, words) : null
  const tries = sure ? 'last-confirmed' : 'careful'
  return { pin, setPin, fault, last, sure, setSure, tries, onDevice, attempt, check, take, takeTyped, again }
}
