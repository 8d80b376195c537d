import { z } from 'zod'
import { told } from './told.ts'

export const contactChannel = z.enum(['sms', 'mail'])
export type ContactChannel = z.infer<typeof contactChannel>

export const maskedAddress = told(320)

/** An address on record, masked so that only its owner recognises it. */
export const maskedContact = z.object({ channel: contactChannel, masked: maskedAddress })
export type MaskedContact = z.infer<typeof maskedContact>
