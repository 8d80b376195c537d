import type { GivenPin } from '../../../src/main/pin/index.ts'
import { Pin } from '../../../src/shared/pin/pin.ts'

export const typed = (text = '123456', tries: GivenPin['tries'] = 'careful'): GivenPin => ({
  pin: { entry: 'typed', pin: new Pin(text) },
  tries,
})

export const onDevice: GivenPin = { pin: { entry: 'on-device' }, tries: 'careful' }
