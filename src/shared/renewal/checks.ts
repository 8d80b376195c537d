import { isCreditCode, isResidentId, normalNumber } from '../identity-numbers/identity-numbers.ts'
import type { HandlerForm, InvoiceForm, RecipientForm, RenewalForm } from './form.ts'

/** What is wrong with a field. */
export type Fault =
  | 'missing'
  | 'hidden'
  | 'too-long'
  | 'id-length'
  | 'id-date'
  | 'id-check'
  | 'id-short'
  | 'phone'
  | 'email'
  | 'tax-number'
  | 'tax-check'

export type Faults<Fields extends object> = { readonly [Name in keyof Fields]?: Fault }

export const plainText = (text: string): string => text.trim()
export const plainEmail = (text: string): string => text.normalize('NFKC').trim()

/** Whether there is such a day and it is not in the future. */
const isPastDay = (digits: string, today: Date): boolean => {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].map(Number)
  const at = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day))
  const isReal = at.getUTCFullYear() === year && at.getUTCMonth() + 1 === month && at.getUTCDate() === day
  return isReal && at.getUTCFullYear() >= 1900 && at.getTime() <= today.getTime()
}

/** A number of an identity card (GB 11643-1999): a real birthday and the check digit of ISO 7064, MOD 11-2. */
export const residentIdFault = (number: string, today: Date): Fault | null => {
  if (!/^[1-9][0-9]{16}[0-9X]$/.test(number)) return 'id-length'
  if (!isPastDay(number.slice(6, 14), today)) return 'id-date'
  return isResidentId(number) ? null : 'id-check'
}

/** A tax number: since 2015 the unified social credit code of 18 characters; older ones have 15 or 20. */
export const taxNumberFault = (number: string): Fault | null => {
  if (!/^(?:[0-9A-Z]{15}|[0-9A-Z]{18}|[0-9A-Z]{20})$/.test(number)) return 'tax-number'
  const isCode = number.length === 18 && /^[1-9A-GY]/.test(number)
  return isCode && !isCreditCode(number) ? 'tax-check' : null
}

/** Characters that nobody sees, that change the order of reading, or that break the line. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

const textFault = (text: string, most: number): Fault | null => {
  const plain = plainText(text)
  if (plain === '') return 'missing'
  if (hidden.test(plain)) return 'hidden'
  return plain.length > most ? 'too-long' : null
}

const phoneFault = (text: string): Fault | null => {
  const plain = normalNumber(text)
  if (plain === '') return 'missing'
  return /^(?:1[3-9][0-9]{9}|\+[0-9]{7,20})$/.test(plain) ? null : 'phone'
}

const emailFault = (text: string): Fault | null => {
  const plain = plainEmail(text)
  if (plain === '') return 'missing'
  return plain.length <= 254 &&
    /^[A-Za-z0-9_'+\-.]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/.test(plain)
    ? null
    : 'email'
}

const idFault = ({ idType, idNumber }: HandlerForm, today: Date): Fault | null => {
  const plain = normalNumber(idNumber)
  if (plain === '') return 'missing'
  if (idType === 'resident-id') return residentIdFault(plain, today)
  return /^[0-9A-Z()（）]{5,32}$/.test(plain) ? null : 'id-short'
}

const onlyFaults = <Fields extends object>(
  all: Readonly<Record<keyof Fields, Fault | null>>,
): Faults<Fields> =>
  Object.fromEntries(Object.entries(all).filter(([, fault]) => fault !== null)) as Faults<Fields>

/** `hasKept`: a number is kept from before, so that the field may stay empty. */
export const handlerFaults = (form: HandlerForm, hasKept: boolean, today: Date): Faults<HandlerForm> =>
  onlyFaults<HandlerForm>({
    idType: null,
    idNumber: hasKept && form.idNumber.trim() === '' ? null : idFault(form, today),
    name: textFault(form.name, 100),
    phone: phoneFault(form.phone),
    email: emailFault(form.email),
    address: textFault(form.address, 300),
  })

export const recipientFaults = (form: RecipientForm): Faults<RecipientForm> =>
  onlyFaults<RecipientForm>({
    name: textFault(form.name, 100),
    phone: phoneFault(form.phone),
    address: textFault(form.address, 300),
  })

export const invoiceFaults = (form: InvoiceForm): Faults<InvoiceForm> => {
  const number = normalNumber(form.taxNumber)
  return onlyFaults<InvoiceForm>({
    title: textFault(form.title, 200),
    taxNumber: number === '' ? null : taxNumberFault(number),
  })
}

/** What is wrong with the third page of the application; empty if nothing is. */
export const peopleFaults = (form: RenewalForm, hasKept: boolean, today: Date) => ({
  handler: handlerFaults(form.handler, hasKept, today),
  recipient: recipientFaults(form.recipient),
  invoice: invoiceFaults(form.invoice),
})

export const isFaultless = (faults: object): boolean => Object.keys(faults).length === 0
